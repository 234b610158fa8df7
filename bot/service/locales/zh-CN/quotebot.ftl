# Quotebot 说的话（简体中文）。花括号里的名称会填入相应的值。语法：https://projectfluent.org/fluent/guide/

## 命令：大家在 Discord 列表中输入和看到的内容。名称不含空格，最多 32 个字符。

ask-name = 提问
ask-description = 提出一个问题，答案引自文章
ask-question-name = 问题
ask-question-description = 你想知道什么
ask-private-name = 仅自己可见
ask-private-description = 只有你能看到答案
ask-source-name = 发布者
ask-source-description = 只引用这个发布者的文章
ask-language-name = 语言
ask-language-description = 只引用这种语言的文章
ask-about-name = 就此提问
find-sources-name = 查找来源
quote-name = 引用为回答
search-name = 搜索
search-description = 在文章中查找段落
search-query-name = 搜索内容
search-query-description = 要查找什么
search-source-name = 发布者
search-source-description = 只看这个发布者的文章
search-after-name = 不早于
search-after-description = 只看这一天或之后发布的文章，例如 2025-02-14、2025-02 或 2025
search-before-name = 早于
search-before-description = 只看这一天之前发布的文章，例如 2025-02-14、2025-02 或 2025
article-name = 文章
article-description = 阅读一篇文章，其中曾引用给你的内容会标出
article-title-name = 标题
article-title-description = 输入标题的开头
sources-name = 来源
sources-description = 答案引自哪些文章
help-name = 帮助
help-description = 这个机器人能做什么，怎么提问
privacy-name = 隐私
privacy-description = 保存了你的哪些信息
privacy-about-name = 说明
privacy-about-description = 保存什么、保存多久、为什么保存
privacy-delete-name = 删除
privacy-delete-description = 立即删除你的提问和投票
library-name = 文章库
library-description = 本服务器的文章
library-add-name = 添加
library-add-description = 把文件中的文章添加到本服务器
library-add-file-name = 文件
library-add-file-description = 一个含有文章的文件；不填则打开表单，最多可选十个
library-add-channel-name = 频道
library-add-channel-description = 只在这个频道及其子区中引用
library-add-role-name = 身份组
library-add-role-description = 只向拥有这个身份组的成员引用，而且仅本人可见
library-add-thread-name = 添加子区
library-add-thread-description = 把子区或论坛帖子里的内容添加到本服务器的文章
library-add-thread-thread-name = 子区
library-add-thread-thread-description = 子区或论坛帖子；不填则是你当前所在的那个
library-add-thread-pinned-name = 置顶消息
library-add-thread-pinned-description = 改为添加置顶消息
library-address-name = 添加网址
library-address-description = 添加网页、网站或订阅源的文章，并持续跟进其中的变化
library-address-address-name = 网址
library-address-address-description = 网页、订阅源或网站的网址；以斜杠结尾时，包括其下的所有网页
library-address-every-name = 频率
library-address-every-description = 多久查看一次；不选则每天一次
library-address-page-name = 仅此网页
library-address-page-description = 只读取这个网页，不读取其下的网页
library-every-1h = 每小时
library-every-6h = 每 6 小时
library-every-1d = 每天
library-every-7d = 每周
library-remove-name = 移除
library-remove-description = 移除本服务器的一篇文章或一个网址
library-remove-title-name = 标题
library-remove-title-description = 输入标题的开头，或者网址
library-sync-name = 同步
library-sync-description = 更新本服务器文章的索引
library-corrections-name = 更正
library-corrections-description = 查看对这里的回答所作的更正，并可撤销
library-status-name = 状态
library-status-description = 本服务器有多少文章，面向哪些人
settings-name = 设置
settings-description = 机器人在本服务器的哪里回答、怎样回答
review-name = 复查
review-description = 未回答的问题、收到反对票的回答，以及来源有改动的引文

## 回答

answer-none = **文章没有回答这个问题**。
answer-none-closest = **文章没有回答这个问题**。点击按钮可以查看最接近的段落，但它们不是答案。
missing-articles = 没有文章提到“{ $asked }”。
missing-passages = 最接近的段落没有提到“{ $asked }”。
missing-figure = 最接近的段落说的是 { $told }，而不是 { $asked }。
answer-open = 未回答：“{ $asked }”
answer-following = 上一个问题：{ $question }
source-older = 旧版本
answer-also-in = 也见于：{ $sources }
answer-also-more = 还有 { $count } 篇
answer-limited = 以下内容来自只有你和同身份组成员才能阅读的文章：
answer-closest = 最接近的段落。**它们没有回答这个问题**。
answer-confidence = 确定程度：{ $level ->
    [sure] 高
    [likely] 中
   *[unsure] 低
  }
answer-asked = 问题：{ $question }
answer-personal = 只有你能看到，因为这里没有安装此机器人。
excerpt-steps-before = … 前面还有 { $count } 步
excerpt-steps-after = … 后面还有 { $count } 步
excerpt-items-before = … 前面还有 { $count } 项
excerpt-items-after = … 后面还有 { $count } 项
button-open = 打开来源
button-read = 查看上下文
button-present = 查看现在的文本
button-why = 引用依据
button-follow = 追问
button-share = 向所有人显示
share-limited = 这个回答引用了并非这里所有人都能阅读的文章，所以只能给你一个人看。
share-again = 你已经公开过这个回答了。
button-closest = 最接近的段落
button-previous = 上一页
button-next = 下一页
button-replace = 替换
button-keep = 两个都保留
button-cancel = 取消
button-undo = 撤销
button-correct = 更正…
button-answer = 回答
button-export = 导出（CSV）
vote-counted = { $up ->
    [true] 已计入 👍。
   *[other] 已计入 👎。
  }你可以随时改投。目前 👍 { $ups }，👎 { $downs }。
vote-form-title = 已计入 👎。哪里有问题？
vote-form-reason = 哪里有问题？
vote-form-remark = 简单说明
vote-form-readers = 本服务器的管理者可以看到，但看不到你的名字。
vote-reason-wrong = 内容有误
vote-reason-old = 内容过时
vote-reason-other = 答非所问
vote-reason-unclear = 不够清楚
follow-title = 追问
follow-label = 你的下一个问题
why-title = **为什么引用这些内容？**
why-confidence = 文章能回答问题的确定程度：{ $confidence }；达到 { $threshold } 时，引文才作为答案显示。
why-name = 没有引文谈到问题中提及的人或事物，因此不算作答案。
why-denied = 问题中的否定在引文里没有，因此这是答案的可能性较小。
why-nothing = 文章中没有任何内容与这个问题有共同的词语或含义。
why-evidence = 与问题的含义相似度：最佳句子 { $sentence }，所在段落 { $passage }，逐词 { $late }。问题词语的覆盖率（越少见的词权重越大）：引文 { $covered }，标题和小标题 { $titled }。
why-quote = 引文 { $rank }，{ $title }：是最佳引文的概率 { $score }。匹配的词语：{ $words }
why-reader = 由模型结合问题阅读后判断，引文 { $rank } 能回答问题的概率：{ $reader }
why-written = 这是本服务器的管理者针对这个问题写的回答。
why-no-words = 无；根据含义找到

## 查阅

search-none = 没有找到与“{ $query }”相关的内容。
search-head = 与“{ $query }”相关的段落：第 { $first }–{ $last } 段，共 { $count } 段
search-filter = 仅限：{ $filters }
search-date-wrong = “{ $date }”不是日期。请写成 2025-02-14、2025-02 或 2025。
ask-language-none = 我不认识名为“{ $language }”的语言。请从输入时出现的列表中选择一个。
article-none = 这里没有标题为“{ $title }”的文章。请从输入时出现的列表中选择。
page-of = 第 { $page } 页，共 { $pages } 页
locator-page = 第 { $label } 页
locator-slide = 幻灯片 { $label }
locator-time = { $label }
context-changed = 这篇文章在引用之后有改动，已不再包含这段引文。
context-former = 这是截至 { $date } 的文本，之后来源有改动。
context-now = **现在的内容**，删去的词语加删除线，新增的词语加粗：
context-lost = **这一段已经不在了**。
context-gone = 你在这里已经不能阅读这篇文章了。
shown-gone = 时间太久，当时显示的内容已不再保存。请重新提问。
sources-none = 还没有文章。
sources-head = { $articles } 篇文章，来自 { $publishers } 个发布者
sources-line = { $count } 篇文章
sources-none-named = 未注明发布者
sources-server = 本服务器的文章
sources-shared = 所有服务器共用的文章
sources-limited = 仅限 { $who }

## 论坛

forum-help = **有帮助吗？**
forum-similar = **已解决的类似帖子**
forum-is-solved = **已解决。**
forum-solved = 谢谢。这个帖子现在算作已解决。
forum-tagged = 谢谢。这个帖子已加上标签“{ $tag }”。
forum-counted = 谢谢，已计入。
forum-told = 谢谢。已通知管理员。
forum-did-not-help = 我的一个回答没有帮助：{ $post }，{ $url }
forum-no-tag = 无法加标签：这个论坛没有标签“{ $tag }”。
forum-full-tags = 无法加上标签“{ $tag }”：帖子已有五个标签，达到上限。
forum-may-not-tag = 无法加上标签“{ $tag }”：我在这里缺少“管理子区”权限。
forum-not-tagged = 无法加上标签“{ $tag }”：Discord 没有接受。
button-helped = 是，已解决
button-unhelped = 否

## 帮助与隐私

help-text = **Quotebot 用引文来回答**。它在一批文章中找出能回答你问题的句子，原文照引，并注明来源。它自己不编写任何内容；文章里没有答案时，它会直接告诉你。
    { "" }
    { "" }**提问**：使用 `/{ $ask }`、提及 { $bot }、回复它的回答，或者直接给它发私信。它能结合之前的对话来理解（“那委内瑞拉呢？”）。
    { "" }**查阅**：`/{ $search }`、`/{ $article }`、`/{ $sources }`。
    { "" }**核实一条消息**：在消息菜单中选择“应用”，再选择“{ $find }”。
    { "" }**答案下方**：加粗的句子就是答案；“*查看上下文*”显示它在文章中的位置；“*引用依据*”说明为什么选中它；👍 和 👎 有助于改进。
    { "" }
    引文只说明文章写了什么，不代表内容属实。保存了你的哪些信息：`/{ $privacy }`。
help-personal = **在这里**，机器人只为你安装：请使用它的命令，因为它不读取提及和回复。它的回答只有你能看到，且只来自所有服务器共用的文章。
privacy-text = **保存你的哪些信息，为什么保存**
    • 你的提问和搜索、打开过的文章，以及向你显示过的内容，连同你的用户 ID、频道、提问的消息和时间。这样按钮才能使用，追问才能被理解，回答才能随你编辑或删除的提问而变，你也可以把它们全部删除。保存 { $days } 天。
    • 你的 👍 👎 投票，连同你的用户 ID，每个回答一票，与该回答保存同样长的时间。投 👎 时，还会保存你说明的原因，服务器管理者可以看到，但看不到你的名字。
    • 服务器管理者能看到在那里没有得到回答的问题、收到反对票的回答，以及之后来源有改动的回答，但看不到提问者的名字。
    • 服务器管理者做成文章的你的消息（“{ $quote }”，或整个子区），连同你的用户 ID，只要原消息还在就会保存；只有在你同意时才附上你的名字。删除消息，或使用消息下方的按钮，就不会再被引用。
    • 在我会主动回答的论坛中，你的帖子的标题，连同你的用户 ID，只要帖子还在就会保存。
    • 你作为管理者写的回答（“{ $answer }”），在管理者移除之前会一直保存；只有在你选择时才附上你的名字。
    除此之外什么都不保存：不保存其他消息（包括你用“{ $find }”核实的消息），不保存其他名字，也不保存地址。这些信息都不会发送到任何地方。
    `/{ $delete }` 会立即删除你的提问和投票。
privacy-deleted = { $count ->
    [0] 没有保存过你的任何信息。
   *[other] 已删除 { $count } 条记录。现在没有保存你的任何信息。
  }

## 面向管理者

library-added = 已添加，面向{ $who }：{ $titles }
library-added-more = 还有 { $count } 篇
library-problems-more = 还有 { $count } 个问题
library-nothing-added = 没有添加任何内容。
library-form-title = 向本服务器添加文章
library-form-files = 文件
library-form-description = 最多十个；一个 .zip 里可以有很多文件
library-reading = 正在读取：共 { $count } 个文件，已读取 { $files } 个。
library-embedding = 正在添加：已读取 { $files } 个文件，已处理 { $embedded } 个段落，还剩大约 { $left } 个。
library-address-added = 已添加，面向{ $who }，今后会持续跟进（{ $pages } 个网页）：{ $titles }
library-address-none = “{ $address }”不是网页的网址。请写成 https://host/path 的形式，不要带用户名或密码。
library-address-repository = 不能为服务器读取代码仓库。请提供其网页的网址，或用 `/{ library-name } { library-add-name }` 添加其中的文件。
library-addresses-full = 本服务器已有 { $count } 个网址，达到上限。请先移除一个。
library-addresses-off = 这个机器人的运营者不允许服务器添加网址。
library-of-address = “{ $title }”来自 { $address }，移除后下次查看时还会回来。请改为移除该网址。
library-addresses = **网址**
library-address-line = • { $address }，面向{ $who }：{ $articles } 篇文章，上次查看：{ $looked }，下次：{ $next }
library-address-fails = • { $address }，面向{ $who }：{ $articles } 篇文章，{ $looked }读取失败（第 { $failures } 次），下次：{ $next }
library-address-waits = • { $address }，面向{ $who }：尚未查看
library-reading-pages = 正在读取：已读取 { $pages } 个网页。
library-goes-on = 这需要一些时间，仍在进行中。结果会发在这个频道里；可以用 `/{ $status }` 查看进度。
library-articles = { $count } 篇文章
library-replaces-some = 你提供的 { $count } 个文件中，有的与这里已有的文件同名但内容不同。将被替换：{ $titles }
library-undone = 已撤销：添加的内容已移除，被替换的内容已恢复。
library-not-undone = 已经无法撤销：这些文章在那之后又有了别的改动。
library-left-out = **未收录的内容**
library-left-out-see = 部分内容未能收录：可以用 `/{ $status }` 查看是哪些，以及原因。
library-removed = 已移除：{ $title }
library-synced = 已是最新：本服务器有 { $articles } 篇文章。
library-empty = 本服务器还没有自己的文章。可以用 `/{ $add }` 添加。
library-status-line = 面向{ $who }：{ $articles } 篇文章，{ $passages } 个段落
library-status-shared = 所有服务器
library-status-size = 本服务器已使用 { $used } MB，上限 { $limit } MB。
library-channel-or-role = 频道和身份组只能选一个。
library-no-content = 只有在运营者允许机器人读取大家所写的内容时，才能读取子区：需要在设置的 `[discord]` 表中写上 `message_content = true`，并在应用的 Bot 页面开启“Message Content Intent”。引用单条消息则不需要：在消息菜单的“应用”中选择即可。
library-no-thread = 请在子区或论坛帖子中使用，或者选择一个。
library-may-not-read = 我无法读取 { $channel } 中的消息：我在那里需要“查看频道”和“阅读消息历史记录”权限。
library-nothing-said = 那里没有可以引用的内容。
library-conversation = 共 { $count } 条成员消息，不含名字。最多读取前 { $most } 条。
library-too-large = { $name } 有 { $size } MB；上限是 { $limit } MB。
library-too-many = { $name } 有 { $count } 篇文章；单个文件的上限是 { $limit } 篇。请拆分后再添加。
library-unavailable = 无法从 Discord 获取 { $name }。请重试。
library-unfinished = 这需要一些时间，仍在进行中。可以用 `/{ $status }` 查看目前有多少篇文章。
library-full = 加上 { $name }，本服务器的文章会达到 { $size } MB；上限是 { $limit } MB。请先移除一些。
library-format = { $name } 不是可读取的格式。可读取的格式：{ $formats }
library-name-taken = “{ $title }”的 ID { $id } 与这里的另一篇文章相同；请换一个 ID，或先移除那篇文章。
library-unreadable = { $name }：{ $reason }
library-replaces = { $name } 在这里已经有了，但内容不同。将被替换：{ $titles }
library-warning = “{ $title }”：{ $reason }
correct-title = 更正本服务器的回答
correct-kind = 从现在起
correct-unquoted = 不引用这一段
correct-preferred = 优先采用这篇文章
correct-superseded = 这篇文章已被取代，新文章是……
correct-quote = 针对哪条引文？
correct-newer = 新文章的标题
correct-newer-description = 仅用于“{ $superseded }”
correct-newer-missing = 选择“{ $superseded }”时，还要填写新文章的标题。
correct-newer-none = 这里没有标题为“{ $title }”的文章。没有更改任何内容。
correct-newer-near = 这里没有标题为“{ $title }”的文章。没有更改任何内容。最接近的：{ $titles }
correct-newer-several = 有多篇文章的标题是“{ $title }”。没有更改任何内容；请改为填写其中一篇的 ID：{ $ids }
correct-itself = 文章不能被自己取代。没有更改任何内容。
correct-circle = “{ $newer }”本身已被“{ $title }”取代。请先撤销那条更正：`/{ $list }`
correct-full = 本服务器已有 { $count } 条更正，达到上限。请先撤销一条：`/{ $list }`
corrected-unquoted = 本服务器不再引用“{ $title }”的这一段。
corrected-preferred = 只要“{ $title }”的回答与其他文章大致一样好，本服务器就先引用它。
corrected-superseded = 在本服务器，“{ $title }”算作“{ $newer }”的旧版本。
corrected-see = 可以用 `/{ $list }` 查看和撤销更正。
corrections-none = 本服务器没有任何更正。在回答下方的“*{ $why }*”中有用于更正的按钮。
corrections-head = **本服务器的更正**：第 { $first }–{ $last } 条，共 { $count } 条
corrections-unquoted = **{ $rank }.** 不引用，来自 { $title }：“{ $said }”
corrections-preferred = **{ $rank }.** 优先：{ $title }
corrections-superseded = **{ $rank }.** 已取代：{ $title }，新文章是 { $newer }
corrections-lost = 不起作用：文章中已没有这段话。
corrections-gone = 不起作用：文章已经不在了。
corrections-newer-gone = 新文章已经不在了，但这篇仍算作旧版本。
corrections-hidden = 另有 { $count } 条涉及你在这里不能阅读的文章。
corrections-take-back = 选择要撤销的更正
corrections-not-there = 这条更正已经不在了，或者你无权查看。
quote-form-title = 引用为回答
quote-form-heading = 标题
quote-form-readers = 面向谁
quote-form-everyone = 本服务器所有人
quote-form-channel = 仅限 #{ $channel } 及其子区
quoted = 已引用，面向{ $who }：{ $title }
quoted-asked = 未经作者同意，不会显示其名字；我会在消息下方询问作者，作者也可以在那里撤下引用。
quoted-not-asked = 我在这个频道不能回复（需要“发送消息”和“阅读消息历史记录”权限），无法询问作者，因此不会显示其名字。
quoted-program = 这条消息由机器人或 Webhook 发送，不会显示其名字。
quoted-empty = 这条消息没有可以引用的文字。图片和文件不会被读取。
quoted-nowhere = 只能引用服务器频道中的消息。
quoted-late = 这个表单已过期，或者消息有了改动。请在消息菜单中重新选择“{ $menu }”。
quoted-gone = 这条消息已不再被引用，或者已经不在了。
quoted-not-author = 只有这条消息的作者才能使用这些按钮。
quoted-notice = 这条消息在本服务器被引用为回答，没有显示作者的名字。
quoted-notice-named = 这条消息在本服务器被引用为回答，并显示作者的名字。
quoted-notice-author = 只有作者才能使用这些按钮。删除消息后，就不会再被引用。
quoted-notice-removed = 应作者要求，这条消息不再被引用。
quoted-notice-gone = 这条消息不再被引用。
quoted-show = 显示我的名字
quoted-hide = 隐藏我的名字
quoted-remove = 撤下我的回答
quoted-member = 成员 { $number }
quoted-pins = #{ $channel }：置顶消息
quoted-edited = **有 { $count } 条被引用的消息后来有改动**；要采用现在的内容，请重新引用：
quoted-unseen = **有 { $count } 条被引用的消息我已经看不到了**，因此它们被删除时我无法得知：
audience-everyone = 本服务器所有人
settings-title = **本服务器的设置**
settings-where = 在哪里回答
settings-how = 怎样回答
settings-who = 文章和通知
settings-none = 无
settings-channels = 我在这些频道回答：{ $channels }
settings-channels-all = 全部
settings-threaded = 每个回答单开子区的频道：{ $channels }
settings-forums = 我会回答新帖子的论坛：{ $channels }
settings-tag = 已解决帖子的标签：{ $tag }
settings-private-on = 除非提问者另有选择，`/{ $ask }` 的答案仅提问者可见。
settings-private-off = 除非提问者另有选择，`/{ $ask }` 的答案频道内所有人可见。
settings-readers-everyone = 频道内所有人
settings-readers-asker = 仅提问者
settings-caution = 回答的尺度：{ $caution }
settings-caution-operator = 按运营者的设定
settings-caution-operator-description = 由这个机器人的运营者决定。
settings-caution-bold = 大胆
settings-caution-bold-description = 会回答更多问题，但错误的回答也更多。
settings-caution-balanced = 均衡
settings-caution-balanced-description = 介于大胆和谨慎之间。
settings-caution-careful = 谨慎
settings-caution-careful-description = 错误的回答更少，但会有更多问题被视为没有答案。
settings-quotes = 每个回答中的引文：{ $count ->
    [1] 1 条
   *[other] 最多 { $count } 条
  }
settings-language = 我回答消息时使用的语言：{ $language }
settings-language-discord = Discord 中本服务器的语言
settings-collections = 显示的文章：{ $collections }
settings-both = 本服务器的文章和所有服务器共用的文章
settings-own = 仅本服务器的文章
settings-shared = 仅所有服务器共用的文章
settings-review = 给管理员的每日摘要：{ $channel }
settings-tells-on = 论坛中的回答没有帮助时，会在那里通知管理员。
settings-tells-off = 论坛中的回答没有帮助时，不通知管理员。
settings-form-channels = 我在这些频道回答
settings-form-channels-description = 不选则在所有频道回答。
settings-form-threaded = 每个回答单开子区的频道
settings-form-threaded-description = 适用于对消息的回答；对命令的回答仍留在频道里。
settings-form-forums = 我会回答新帖子的论坛
settings-form-forums-description = 主动回答，无需提及我。
settings-form-tag = 已解决帖子的标签
settings-form-tag-description = 论坛中已有的标签名称。留空则不加标签。
settings-form-readers = 谁能看到回答
settings-form-readers-description = 除非提问者另有选择。设为仅提问者时，提及我的人会被引导使用 /{ $ask }。
settings-form-caution = 回答的尺度
settings-form-quotes = 每个回答中的引文上限
settings-form-language = 我回答消息时使用的语言
settings-form-language-description = 回答命令时，使用命令使用者的语言。
settings-form-collections = 显示的文章
settings-form-review = 管理员频道
settings-form-review-description = 每天会在那里发布待复查内容的摘要。不选则没有摘要。
settings-form-tells = 立即通知管理员
settings-form-tells-description = 论坛中的回答没有帮助时，在该频道通知。
settings-hints = 提示
settings-hint-lacking = • 我在 { $channels } 缺少权限：{ $permissions }
settings-hint-tag = • { $forum } 没有标签“{ $tag }”；现有标签：{ $tags }
settings-hint-no-tags = • { $forum } 没有标签“{ $tag }”，也没有任何其他标签。
settings-hint-unread = • 无法通知管理员哪些回答没有帮助：没有为此选择频道。
settings-hint-refused = • 最近因为缺少权限，我无法在这些频道回答：{ $channels }
settings-hints-more = • 还有 { $count } 条
settings-moved = 那是早期版本的控件，没有更改任何内容。以下是现在的设置，可以用下方的按钮更改。
permission-view-channel = 查看频道
permission-send-messages = 发送消息
permission-send-messages-in-threads = 在子区内发送消息
permission-read-message-history = 阅读消息历史记录
permission-create-public-threads = 创建公共子区
permission-manage-threads = 管理子区
review-head = **待复查**：{ $unanswered } 个未回答的问题，{ $down } 个收到反对票的回答，{ $changed } 个引文已不在文章中的回答
review-unanswered = 未回答的问题
review-down = 收到反对票的回答
review-changed = 来源有改动的引文
review-7 = 最近 7 天
review-30 = 最近 30 天
review-all = 保存的全部内容
review-none = 这段时间没有这类内容。
review-hidden = 有 { $count } 个收到反对票的回答没有列出：你在这里不能阅读它们引用的内容。
review-line = { $count } 次：{ $question }
review-votes = 👍 { $up }，👎 { $down }
review-reason = { $reason }：{ $count }
review-more = 还有 { $count } 条意见；文件中包含全部意见
review-quoted = 引自：{ $titles }
review-gone = 引用的文章已经不在了。
review-exported = 不含名字。请用电子表格软件打开。
review-column-question = 问题
review-column-count = 提问次数
review-column-first = 首次提问（UTC）
review-column-last = 最近提问（UTC）
review-column-outcome = 结果
review-column-confidence = 确定程度
review-column-quoted = 引用的文章
review-column-up = 赞成票
review-column-down = 反对票
review-column-reasons = 原因
review-outcome-none = 未回答
review-outcome-answered = 已回答
review-outcome-changed = 来源有改动
digest-head = **最近一天**：{ $unanswered } 个未回答的问题，{ $down } 个收到反对票的回答，{ $changed } 个来源有改动的回答
digest-more = 全部内容供本服务器的管理者查看：`/{ $review }`
answering-title = 回答这个问题
answering-question = 问题（供日后查找）
answering-text = 回答
answering-address = 相关网页的网址（可不填）
answering-channel = 仅限能阅读提问所在频道的人
answering-named = 显示我的名字
answering-late = 这个问题已不需要回答：可能有人已经回答，或者它已不再保存。你写的内容在文件里。更多说明：`/{ $review }`
answering-no-address = “{ $address }”不是网页的网址：请写成 https://host/path 的形式。没有添加任何内容；你写的内容在文件里。
answering-no-channel = 提问所在的频道已经不在了。没有添加任何内容；你写的内容在文件里。
answering-empty = 回答中没有可以引用的文字。没有添加任何内容。
answering-replied = { $count ->
    [0] 没有回复任何提问者。
   *[other] 已回复 { $count } 位提问者，没有发送通知。
  }
answering-private = 未回复 { $count } 位以仅自己可见方式提问的人。
answering-elsewhere = 未回复 { $count } 位在不能阅读此内容的地方提问的人。
answering-gone = 未回复 { $count } 位问题已经不在了的人。
answering-forbidden = 未回复 { $count } 位在我不能回复的地方提问的人（需要“发送消息”和“阅读消息历史记录”权限）。
answering-more = 还有 { $count } 位未回复：最多回复 { $most } 位。

## 问候与致谢

courtesy-greeting = 你好！问我点什么，我会用文章中的引文来回答：可以在这里问，也可以使用 `/{ $ask }`。更多说明：`/{ $help }`
courtesy-thanks = 不客气。
courtesy-farewell = 再见！

## 婉拒与致歉

refuse-channel = 在这里，我只在 { $channels } 回答。
refuse-elsewhere = 在 { $server }，我在 { $channels } 回答。请到那里提问。
refuse-private = 在本服务器，我的回答仅提问者可见：请使用 `/{ $ask }`。
refuse-admin = 只有能够管理本服务器的人才能这样做。
refuse-empty = 问我点什么吧：在我的名字后面写下问题，或者使用 `/{ $ask }`。更多说明：`/{ $help }`
refuse-cooldown = 太快了。请在 { $seconds } 秒后再提问。
refuse-overloaded = 现在等待回答的问题太多。请一分钟后再提问。
refuse-stopping = 我正在重启。请一分钟后再提问。
refuse-unavailable = 目前暂时无法使用。请一分钟后再试。
refuse-busy = 有人正在更改本服务器的索引。请一分钟后重试。
apology = 我这边出了问题，已经记录下来。请把这个 ID 告诉运营者：{ $id }
