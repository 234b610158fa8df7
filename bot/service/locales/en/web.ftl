# What the pages of the web say and Discord does not; see quotebot.ftl.

web-skip = Skip to the content
web-parts = Parts of this site
web-ask = Ask
web-search = Search
web-sources = Sources
web-question = What do you want to know?
web-intro = You are answered with passages from the articles, word for word, each with its source.
web-greeting = Hello! Ask something, and you are answered with quotes from the articles.
web-answer = Answer
web-also-in = Also in:
web-read = Read in the article
web-copy = Copy quote and source
web-copy-link = Copy link
web-copied = Copied
web-table = Table
web-words = What are you looking for?
web-only = Only articles
web-publisher = of this publisher
web-after = published from
web-before = published before
web-language = in this language
web-any = any
web-more = More pages
web-titles = Title or publisher
web-order = Order
web-newest = Newest first
web-by-title = By title
web-show = Show
web-none-titled = No article has “{ $words }” in its title or publisher.
web-to-quote = Go to the quote
web-signed = An article of a Discord server. Whoever has this link can read it, for at most a week.
web-contents = Contents
web-note = Note { $label }
web-note-back = Back to the mark of note { $label }
web-pages-above = Pages, above the text
web-pages-below = Pages, below the text
web-not-found = Not found
web-not-possible = That did not work
web-no-page = There is no such page here.
web-article-gone = This article is not here, or not any more.
web-link-expired = This link has expired. Open the article from Discord again.
web-link-wrong = This link is not complete. Open the article from Discord again.
web-empty = Nothing was asked. Write what you want to know.
web-too-long = Your text has { NUMBER($length) } characters; the most is { NUMBER($most) }. Shorten it.
web-back = Back to the start
web-about = A quote shows what an article says, not that it is true.
web-kept = Questions are kept for { $days ->
    [one] one day
   *[other] { $days } days
  }, without who asked.
web-languages = Language of this page
