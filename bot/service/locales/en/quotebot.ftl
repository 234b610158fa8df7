# What Quotebot says. A translation is a copy of this file in a folder named by the language, such as locales/fr/;
# names in braces are filled in. Syntax: https://projectfluent.org/fluent/guide/

## Commands: what people type and read in Discord's list. Names: lower case, no spaces, at most 32 characters.

ask-name = ask
ask-description = Ask a question; the answer is quoted from the articles
ask-question-name = question
ask-question-description = What you want to know
ask-private-name = private
ask-private-description = Only you see the answer
ask-source-name = source
ask-source-description = Quote only articles of this publisher
ask-language-name = language
ask-language-description = Quote only articles in this language
ask-about-name = Ask about this
find-sources-name = Find sources
quote-name = Quote as answer
search-name = search
search-description = Find passages in the articles
search-query-name = query
search-query-description = What to look for
search-source-name = source
search-source-description = Only articles of this publisher
search-after-name = after
search-after-description = Only articles published on this day or later, such as 2025-02-14, 2025-02 or 2025
search-before-name = before
search-before-description = Only articles published before this day, such as 2025-02-14, 2025-02 or 2025
article-name = article
article-description = Read an article, with what was quoted to you marked
article-title-name = title
article-title-description = Begin to type its title
sources-name = sources
sources-description = What the answers are quoted from
help-name = help
help-description = What this bot does and how to ask it
privacy-name = privacy
privacy-description = What is kept of you
privacy-about-name = about
privacy-about-description = What is kept, for how long and why
privacy-delete-name = delete
privacy-delete-description = Delete your questions and votes now
library-name = library
library-description = The articles of this server
library-add-name = add
library-add-description = Add the articles of files to this server
library-add-file-name = file
library-add-file-description = One file of articles; without it a form opens for up to ten
library-add-channel-name = channel
library-add-channel-description = Quote it only in this channel and its threads
library-add-role-name = role
library-add-role-description = Quote it only to members with this role, and only privately
library-add-thread-name = add-thread
library-add-thread-description = Add what was written in a thread or forum post to this server's articles
library-add-thread-thread-name = thread
library-add-thread-thread-description = The thread or forum post; without it the one you are in
library-add-thread-pinned-name = pinned
library-add-thread-pinned-description = The pinned messages instead
library-address-name = add-address
library-address-description = Add the articles of a page, site or feed, and follow what changes there
library-address-address-name = address
library-address-address-description = Of a page, a feed, or a site: all pages below an address that ends with a slash
library-address-every-name = every
library-address-every-description = How often it is looked at; daily where nothing is chosen
library-address-page-name = only-this-page
library-address-page-description = Read this page alone, and none below it
library-every-1h = hourly
library-every-6h = every 6 hours
library-every-1d = daily
library-every-7d = weekly
library-remove-name = remove
library-remove-description = Remove an article or an address of this server
library-remove-title-name = title
library-remove-title-description = Begin to type its title, or the address
library-sync-name = sync
library-sync-description = Bring the index of this server's articles up to date
library-corrections-name = corrections
library-corrections-description = What was corrected in answers here, and taking it back
library-status-name = status
library-status-description = How many articles this server has, and for whom
settings-name = settings
settings-description = Where and how the bot answers in this server
review-name = review
review-description = Questions without an answer, answers voted down, and quotes whose source has changed

## Answers

answer-none = **The articles do not answer this.**
answer-none-closest = **The articles do not answer this.** The closest passages are behind the button; they are not an answer.
missing-articles = No article mentions “{ $asked }”.
missing-passages = The closest passages do not mention “{ $asked }”.
missing-figure = The closest passages tell of { $told }, not { $asked }.
answer-open = Not answered: “{ $asked }”
answer-following = Following on: { $question }
source-older = older version
answer-also-in = Also in: { $sources }
answer-also-more = { $count ->
    [one] and one more
   *[other] and { $count } more
  }
answer-limited = From articles that only you and others with your roles may read:
answer-closest = The closest passages. **They do not answer the question.**
answer-confidence = Confidence: { $level ->
    [sure] sure
    [likely] likely
   *[unsure] unsure
  }
answer-asked = Question: { $question }
answer-personal = Only you see this, since the bot is not installed here.
excerpt-steps-before = … { $count ->
    [one] one step
   *[other] { $count } steps
  } before
excerpt-steps-after = … { $count ->
    [one] one more step
   *[other] { $count } more steps
  }
excerpt-items-before = … { $count ->
    [one] one item
   *[other] { $count } items
  } before
excerpt-items-after = … { $count ->
    [one] one more item
   *[other] { $count } more items
  }
button-open = Open source
button-read = Read in context
button-present = Read the present text
button-why = Why this?
button-follow = Follow up
button-share = Show everyone
share-limited = This answer quotes articles that not everyone here may read, so it stays between us.
share-again = You have shown this answer already.
button-closest = Closest passages
button-previous = Previous
button-next = Next
button-replace = Replace
button-keep = Keep both
button-cancel = Cancel
button-undo = Undo
button-correct = Correct…
button-answer = Answer this
button-export = Export (CSV)
vote-counted = { $up ->
    [true] Counted: 👍.
   *[other] Counted: 👎.
  } You can change your vote. So far 👍 { $ups }, 👎 { $downs }.
vote-form-title = Counted: 👎. What is wrong with it?
vote-form-reason = What is wrong?
vote-form-remark = In a few words
vote-form-readers = Those who manage this server can read it, without your name.
vote-reason-wrong = It is wrong
vote-reason-old = It is out of date
vote-reason-other = It is not what I asked
vote-reason-unclear = It is unclear
follow-title = Follow up
follow-label = Your next question
why-title = **Why these quotes?**
why-confidence = Confidence that the articles answer: { $confidence }; quotes are shown as an answer from { $threshold } on.
why-name = No quote speaks of somebody or something that the question names, so they do not count as an answer.
why-denied = The question denies something that the quote does not, which makes an answer less likely.
why-nothing = Nothing in the articles shares a word or a meaning with the question.
why-evidence = Likeness in meaning of the best sentence { $sentence }, of its passage { $passage }, word for word { $late }. Share of the question's words, counted by rarity: in the quote { $covered }, in title and heading { $titled }.
why-quote = Quote { $rank }, { $title }: chance to be the best { $score }. Matched words: { $words }
why-reader = Chance that quote { $rank } answers, by a model that reads it with the question: { $reader }
why-written = Somebody who manages this server wrote it as the answer to this question.
why-no-words = none; found by meaning

## Look-ups

search-none = Nothing found for “{ $query }”.
search-head = Passages for “{ $query }”, { $first }–{ $last } of { $count }
search-filter = Only: { $filters }
search-date-wrong = “{ $date }” is not a date. Write it as 2025-02-14, 2025-02 or 2025.
ask-language-none = “{ $language }” is no language that I know. Choose one from the list that appears while you type.
article-none = There is no article with the title “{ $title }” here. Choose one from the list that appears while you type.
page-of = Page { $page } of { $pages }
locator-page = p. { $label }
locator-slide = slide { $label }
locator-time = { $label }
context-changed = The article has changed since it was quoted, and no longer holds the quote.
context-former = This is the text as it was until { $date }. The source has changed since.
context-now = **What stands there now**, with words taken out struck through and new words in bold:
context-lost = **This passage is no longer there.**
context-gone = This article is no longer among those you may read here.
shown-gone = This is too old: what was shown is no longer kept. Ask again.
sources-none = There are no articles yet.
sources-head = { $articles ->
    [one] One article
   *[other] { $articles } articles
  } from { $publishers ->
    [one] one source
   *[other] { $publishers } sources
  }
sources-line = { $count ->
    [one] one article
   *[other] { $count } articles
  }
sources-none-named = Without a publisher
sources-server = Articles of this server
sources-shared = Articles for all servers
sources-limited = Limited to { $who }

## Forums

forum-help = **Did this help?**
forum-similar = **Similar posts that are solved**
forum-is-solved = **Solved.**
forum-solved = Thank you. This post counts as solved.
forum-tagged = Thank you. This post is tagged “{ $tag }”.
forum-counted = Thank you, that is counted.
forum-told = Thank you. A moderator was told.
forum-did-not-help = An answer of mine did not help: { $post }, { $url }
forum-no-tag = It could not be tagged: this forum has no tag “{ $tag }”.
forum-full-tags = It could not be tagged “{ $tag }”: it has five tags, which is the most.
forum-may-not-tag = It could not be tagged “{ $tag }”: I lack the permission Manage Threads here.
forum-not-tagged = It could not be tagged “{ $tag }”: Discord did not take it.
button-helped = Yes, solved
button-unhelped = No

## Help and privacy

help-text = **Quotebot answers by quoting.** It finds the sentences in a set of articles that answer your question and shows them word for word, with their source. It writes nothing of its own, and says so when the articles hold no answer.
    { "" }
    { "" }**Ask**: `/{ $ask }`, mention { $bot }, reply to one of its answers, or write to it directly. What went before is understood (“and what about Venezuela?”).
    { "" }**Look up**: `/{ $search }`, `/{ $article }`, `/{ $sources }`.
    { "" }**Check a message**: its menu, Apps, “{ $find }”.
    { "" }**Under an answer**: the sentence in bold is the one that answers; *Read in context* shows it in its article; *Why this?* tells what spoke for it; 👍 and 👎 help to improve.
    { "" }
    A quote shows what an article says, not that it is true. What is kept of you: `/{ $privacy }`.
help-personal = **Here** the bot is installed for you alone: use its commands, since it does not read mentions and replies. Only you see what it answers, from the articles for all servers.
privacy-text = **What is kept of you, and why**
    • Your questions and searches, which articles you opened, and what was shown to you, with your user id, the channel, which message asked and the time, so that the buttons work, follow-ups are understood, an answer follows a question that you edit or delete, and you can delete it all. { $days ->
        [one] One day.
       *[other] { $days } days.
      }
    • Your votes 👍 👎 with your user id, one for each answer, as long as the answer is kept; with a 👎 also what you told of why. Those who manage the server can read that, without your name.
    • Those who manage a server see which questions could not be answered there, which answers were voted down, and of which the source has changed since, without names.
    • Messages of yours that those who manage a server made into articles (“{ $quote }”, or whole threads), with your user id, as long as the messages are there; with your name only where you agreed. Delete a message, or use the buttons below it, and it is no longer quoted.
    • The titles of your posts in forums where I answer by myself, with your user id, as long as the posts are there.
    • Answers that you wrote as a manager (“{ $answer }”), until a manager removes them; with your name only where you chose that.
    Nothing else: no other messages (also not one you check with “{ $find }”), no other names, no addresses. None of it is sent anywhere.
    `/{ $delete }` deletes your questions and votes at once.
privacy-deleted = { $count ->
    [0] Nothing of you was kept.
    [one] Deleted: one entry. Nothing of you is kept now.
   *[other] Deleted: { $count } entries. Nothing of you is kept now.
  }

## For admins

library-added = Added to { $who }: { $titles }
library-added-more = { $count ->
    [one] and one more
   *[other] and { $count } more
  }
library-problems-more = { $count ->
    [one] and one more problem
   *[other] and { $count } more problems
  }
library-nothing-added = Nothing was added.
library-form-title = Add articles to this server
library-form-files = Files
library-form-description = Up to ten; a .zip may hold many
library-reading = Reading: { $files } of { $count ->
    [one] one file
   *[other] { $count } files
  } read.
library-embedding = Adding: { $files ->
    [one] one file
   *[other] { $files } files
  } read, { $embedded ->
    [one] one passage
   *[other] { $embedded } passages
  } embedded, about { $left } left.
library-address-added = Added to { $who }, and followed from now on ({ $pages ->
    [one] one page
   *[other] { $pages } pages
  }): { $titles }
library-address-none = “{ $address }” is not the address of a page. Write it as https://host/path, without a name or password.
library-address-repository = Repositories are not read for a server. Give the address of its pages, or add its files with `/{ library-name } { library-add-name }`.
library-addresses-full = This server has { $count } addresses, which is the most. Remove one first.
library-addresses-off = The operator of this bot does not let servers add addresses.
library-of-address = “{ $title }” is of { $address }, and would come back with the next look there. Remove that address instead.
library-addresses = **Addresses**
library-address-line = • { $address }, for { $who }: { $articles ->
    [one] one article
   *[other] { $articles } articles
  }, looked at { $looked }, next { $next }
library-address-fails = • { $address }, for { $who }: { $articles ->
    [one] one article
   *[other] { $articles } articles
  }, not readable { $looked }, for the { $failures }. time; again { $next }
library-address-waits = • { $address }, for { $who }: not looked at yet
library-reading-pages = Reading: { $pages ->
    [one] one page
   *[other] { $pages } pages
  } read.
library-goes-on = This takes long, and goes on. What becomes of it will be written in this channel; `/{ $status }` tells how far it is.
library-articles = { $count ->
    [one] one article
   *[other] { $count } articles
  }
library-replaces-some = { $count ->
    [one] The file that was given has
   *[other] Of the files that were given some have
  } the name of one that is here already with other words. Replaced would be: { $titles }
library-undone = Undone: what was added is gone, and what it replaced is there again.
library-not-undone = This cannot be undone any more: something else has changed these articles since.
library-left-out = **Left out**
library-left-out-see = Not all of it could be used: `/{ $status }` tells what was left out, and why.
library-removed = Removed: { $title }
library-synced = Up to date: { $articles ->
    [one] one article
   *[other] { $articles } articles
  } of this server.
library-empty = This server has no articles of its own. Add some with `/{ $add }`.
library-status-line = { $who }: { $articles ->
    [one] one article
   *[other] { $articles } articles
  }, { $passages ->
    [one] one passage
   *[other] { $passages } passages
  }
library-status-shared = For all servers
library-status-size = { $used } of { $limit } MB used by this server.
library-channel-or-role = Choose a channel or a role, not both.
library-no-content = Threads are read only where the operator of the bot lets it read what people write: `message_content = true` in the table `[discord]` of its settings, and “Message Content Intent” on the page Bot of the application. A single message can be quoted without: its menu, Apps.
library-no-thread = Use this in a thread or forum post, or choose one.
library-may-not-read = I may not read the messages in { $channel }: I need View Channel and Read Message History there.
library-nothing-said = Nothing was written there that can be quoted.
library-conversation = { $count ->
    [one] One message
   *[other] { $count } messages
  } of people, without their names. At most the first { $most } are read.
library-too-large = { $name } has { $size } MB; the most is { $limit } MB.
library-too-many = { $name } has { $count } articles; the most in one file is { $limit }. Divide it.
library-unavailable = { $name } could not be fetched from Discord. Try again.
library-unfinished = This takes long, and goes on. `/{ $status }` tells how many articles there are by now.
library-full = { $name } would bring this server's articles to { $size } MB; the most is { $limit } MB. Remove some first.
library-format = { $name } is not in a format that is read: { $formats }
library-name-taken = “{ $title }” has the id { $id } of another article here; give it another id or remove that one first.
library-unreadable = { $name } { $reason }
library-replaces = { $name } is here already with other words. It replaces: { $titles }
library-warning = “{ $title }”: { $reason }
correct-title = Correct the answers of this server
correct-kind = From now on
correct-unquoted = Do not quote this passage
correct-preferred = Prefer this article
correct-superseded = This article is superseded by …
correct-quote = Which quote is it about?
correct-newer = Title of the newer article
correct-newer-description = Only for “{ $superseded }”
correct-newer-missing = For “{ $superseded }”, write the title of the newer article too.
correct-newer-none = There is no article with the title “{ $title }” here. Nothing was changed.
correct-newer-near = There is no article with the title “{ $title }” here. Nothing was changed. The nearest: { $titles }
correct-newer-several = Several articles have the title “{ $title }”. Nothing was changed; write the id of one in place of its title: { $ids }
correct-itself = An article cannot be superseded by itself. Nothing was changed.
correct-circle = “{ $newer }” is itself superseded by “{ $title }”. Take that back first: `/{ $list }`
correct-full = This server has { $count } corrections, which is the most. Take one back first: `/{ $list }`
corrected-unquoted = This passage of “{ $title }” is no longer quoted in this server.
corrected-preferred = “{ $title }” is quoted first in this server, wherever it answers about as well as others.
corrected-superseded = “{ $title }” counts as an older version of “{ $newer }” in this server.
corrected-see = `/{ $list }` lists what was corrected, and takes it back.
corrections-none = Nothing was corrected in this server. Below an answer, *{ $why }* has a button for that.
corrections-head = **Corrected in this server**, { $first }–{ $last } of { $count }
corrections-unquoted = **{ $rank }.** Not quoted, of { $title }: “{ $said }”
corrections-preferred = **{ $rank }.** Preferred: { $title }
corrections-superseded = **{ $rank }.** Superseded: { $title }, by { $newer }
corrections-lost = Without effect: the article no longer says this.
corrections-gone = Without effect: the article is no longer there.
corrections-newer-gone = The newer article is no longer there; this one counts as older all the same.
corrections-hidden = { $count ->
    [one] One more is of articles that you may not read here.
   *[other] { $count } more are of articles that you may not read here.
  }
corrections-take-back = Take one back
corrections-not-there = This correction is no longer there, or not yours to see.
quote-form-title = Quote as answer
quote-form-heading = Title
quote-form-readers = For whom
quote-form-everyone = Everyone in this server
quote-form-channel = Only in #{ $channel } and its threads
quoted = Quoted for { $who }: { $title }
quoted-asked = Its author is not named unless they agree; they are asked below the message, and may also have it removed.
quoted-not-asked = Its author could not be asked here, since I may not reply in this channel (Send Messages, Read Message History); so they stay unnamed.
quoted-program = It was written by a bot or a webhook, which is not named.
quoted-empty = This message has no text that could be quoted. Pictures and files are not read.
quoted-nowhere = Messages can be quoted in the channels of a server only.
quoted-late = This form is too old, or the message has changed. Choose “{ $menu }” in the menu of the message again.
quoted-gone = This message is no longer quoted, or no longer there.
quoted-not-author = Only the author of the message can use these buttons.
quoted-notice = This message is quoted as an answer in this server, without its author's name.
quoted-notice-named = This message is quoted as an answer in this server, with its author's name.
quoted-notice-author = Only its author can use these buttons. When the message is deleted, it is no longer quoted.
quoted-notice-removed = This message is no longer quoted, as its author wished.
quoted-notice-gone = This message is no longer quoted.
quoted-show = Show my name
quoted-hide = Hide my name
quoted-remove = Remove my answer
quoted-member = Member { $number }
quoted-pins = #{ $channel }: pinned messages
quoted-edited = { $count ->
    [one] **One quoted message was edited since**; quote it again to have it as it is now:
   *[other] **{ $count } quoted messages were edited since**; quote them again to have them as they are now:
  }
quoted-unseen = { $count ->
    [one] **One quoted message I may no longer see**, so that I do not learn when it is deleted:
   *[other] **{ $count } quoted messages I may no longer see**, so that I do not learn when they are deleted:
  }
audience-everyone = everyone in this server
settings-title = **Settings of this server**
settings-where = Where
settings-how = How
settings-who = Who
settings-none = none
settings-channels = Channels I answer in: { $channels }
settings-channels-all = all
settings-threaded = Channels where each answer gets a thread: { $channels }
settings-forums = Forums whose new posts I answer: { $channels }
settings-tag = Tag of solved posts: { $tag }
settings-private-on = Answers to `/{ $ask }` are private unless asked otherwise.
settings-private-off = Answers to `/{ $ask }` are for all in the channel unless asked otherwise.
settings-readers-everyone = everyone in the channel
settings-readers-asker = the asker alone
settings-caution = How sure an answer must be: { $caution }
settings-caution-operator = as the operator set
settings-caution-operator-description = Whoever runs this bot decides.
settings-caution-bold = bold
settings-caution-bold-description = More questions are answered, and more of the answers are wrong.
settings-caution-balanced = balanced
settings-caution-balanced-description = Between bold and careful.
settings-caution-careful = careful
settings-caution-careful-description = Fewer answers are wrong, and more questions are said to be without one.
settings-quotes = Quotes in an answer: { $count ->
    [one] one
   *[other] at most { $count }
  }
settings-language = Language of my answers to messages: { $language }
settings-language-discord = as Discord has it for this server
settings-collections = Articles shown: { $collections }
settings-both = this server's and those for all servers
settings-own = only this server's
settings-shared = only those for all servers
settings-review = Daily digest for moderators: { $channel }
settings-tells-on = Moderators are told there when an answer in a forum did not help.
settings-tells-off = Moderators are not told when an answer in a forum did not help.
settings-form-channels = Channels I answer in
settings-form-channels-description = Where none is chosen, I answer in all.
settings-form-threaded = Channels where each answer gets a thread
settings-form-threaded-description = Of answers to messages; those to commands stay in the channel.
settings-form-forums = Forums whose new posts I answer
settings-form-forums-description = By myself, without being mentioned.
settings-form-tag = Tag of solved posts
settings-form-tag-description = The name of a tag that the forums have. Where it is empty, no tag is given.
settings-form-readers = Who sees answers
settings-form-readers-description = Unless asked otherwise. Where it is the asker alone, mentions are referred to /{ $ask }.
settings-form-caution = How sure an answer must be
settings-form-quotes = Quotes in an answer, at most
settings-form-language = Language of my answers to messages
settings-form-language-description = Commands are answered in the language of whoever uses them.
settings-form-collections = Articles shown
settings-form-review = Channel for moderators
settings-form-review-description = A digest of what is to be reviewed goes there each day. None chosen: no digest.
settings-form-tells = Tell moderators at once
settings-form-tells-description = In that channel, when an answer in a forum did not help.
settings-hints = Hints
settings-hint-lacking = • In { $channels } I lack: { $permissions }
settings-hint-tag = • { $forum } has no tag “{ $tag }”; it has: { $tags }
settings-hint-no-tags = • { $forum } has no tag “{ $tag }”, nor any other.
settings-hint-unread = • Moderators cannot be told what did not help: no channel is chosen for that.
settings-hint-refused = • I could not answer of late, since permissions are missing: { $channels }
settings-hints-more = { $count ->
    [one] • and one more
   *[other] • and { $count } more
  }
settings-moved = That was a control of an earlier version; nothing was changed. These are the settings now, and the buttons below change them.
permission-view-channel = View Channel
permission-send-messages = Send Messages
permission-send-messages-in-threads = Send Messages in Threads
permission-read-message-history = Read Message History
permission-create-public-threads = Create Public Threads
permission-manage-threads = Manage Threads
review-head = **To be reviewed**: { $unanswered ->
    [one] one question
   *[other] { $unanswered } questions
  } without an answer, { $down ->
    [one] one answer
   *[other] { $down } answers
  } voted down, { $changed ->
    [one] one answer
   *[other] { $changed } answers
  } whose quote is no longer in its article
review-unanswered = Questions without an answer
review-down = Answers voted down
review-changed = Quotes from changed sources
review-7 = Last 7 days
review-30 = Last 30 days
review-all = All that is kept
review-none = Nothing of this kind in this time.
review-hidden = { $count ->
    [one] One answer voted down is
   *[other] { $count } answers voted down are
  } left out: what they quote may not be read by you here.
review-line = { $count }× { $question }
review-votes = 👍 { $up }, 👎 { $down }
review-reason = { $reason }: { $count }
review-more = { $count ->
    [one] and one more remark; the file has all of them
   *[other] and { $count } more remarks; the file has all of them
  }
review-quoted = Quoted from: { $titles }
review-gone = Its article is no longer there.
review-exported = Without names. Open it in a spreadsheet.
review-column-question = Question
review-column-count = Times asked
review-column-first = First asked (UTC)
review-column-last = Last asked (UTC)
review-column-outcome = Outcome
review-column-confidence = Confidence
review-column-quoted = Quoted articles
review-column-up = Votes up
review-column-down = Votes down
review-column-reasons = Reasons
review-outcome-none = not answered
review-outcome-answered = answered
review-outcome-changed = source changed
digest-head = **The last day**: { $unanswered ->
    [one] one question
   *[other] { $unanswered } questions
  } without an answer, { $down ->
    [one] one answer
   *[other] { $down } answers
  } voted down, { $changed ->
    [one] one answer
   *[other] { $changed } answers
  } whose source has changed
digest-more = All of it, for those who manage this server: `/{ $review }`
answering-title = Answer this question
answering-question = Question, as it is to be found
answering-text = Answer
answering-address = Address of a page about it (optional)
answering-channel = Only the readers of the channel where it was asked
answering-named = Name me as its author
answering-late = This question is no longer to be answered: somebody has answered it, or it is no longer kept. Your text is in the file. More: `/{ $review }`
answering-no-address = “{ $address }” is not the address of a page: write it as https://host/path. Nothing was added; your text is in the file.
answering-no-channel = The channel where it was asked is gone. Nothing was added; your text is in the file.
answering-empty = The answer has no text that could be quoted. Nothing was added.
answering-replied = { $count ->
    [0] Nobody who asked was replied to.
    [one] Replied to one person who asked, without a ping.
   *[other] Replied to { $count } people who asked, without a ping.
  }
answering-private = { $count ->
    [one] Not to one who asked in private.
   *[other] Not to { $count } who asked in private.
  }
answering-elsewhere = { $count ->
    [one] Not to one who asked where this may not be read.
   *[other] Not to { $count } who asked where this may not be read.
  }
answering-gone = { $count ->
    [one] Not to one whose question is no longer there.
   *[other] Not to { $count } whose questions are no longer there.
  }
answering-forbidden = { $count ->
    [one] Not to one who asked where I may not reply (Send Messages, Read Message History).
   *[other] Not to { $count } who asked where I may not reply (Send Messages, Read Message History).
  }
answering-more = { $count ->
    [one] Not to one more: { $most } are replied to at most.
   *[other] Not to { $count } more: { $most } are replied to at most.
  }

## Greetings and thanks

courtesy-greeting = Hello! Ask me something, and I answer with quotes from the articles: here, or with `/{ $ask }`. More: `/{ $help }`
courtesy-thanks = You're welcome.
courtesy-farewell = Goodbye!

## Refusals and apologies

refuse-channel = I answer in { $channels } here.
refuse-elsewhere = In { $server } I answer in { $channels }. Please ask me there.
refuse-private = In this server I answer privately only: use `/{ $ask }`.
refuse-admin = Only people who may manage this server can do that.
refuse-empty = Ask me something: write a question after my name, or use `/{ $ask }`. More: `/{ $help }`
refuse-cooldown = That was fast. Ask again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  }.
refuse-overloaded = Too many questions are waiting at the moment. Ask again in a minute.
refuse-stopping = I am being restarted. Ask again in a minute.
refuse-unavailable = This is not available at the moment. Try again in a minute.
refuse-busy = The index of this server is being changed by somebody else. Try again in a minute.
apology = Something went wrong on my side, and it was noted. Tell an operator this id: { $id }
