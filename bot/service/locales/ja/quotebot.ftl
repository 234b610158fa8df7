# Quotebotの日本語の文面です。波かっこの中の名前には値が入ります。書き方：https://projectfluent.org/fluent/guide/

## コマンド：Discordの一覧で入力し、目にするもの。名前は空白なし、32文字まで。

ask-name = 質問
ask-description = 質問すると、記事からの引用で答えます
ask-question-name = 内容
ask-question-description = 知りたいこと
ask-private-name = 非公開
ask-private-description = 回答を自分だけに表示します
ask-source-name = 発行元
ask-source-description = この発行元の記事だけから引用します
ask-language-name = 言語
ask-language-description = この言語の記事だけから引用します
ask-about-name = これについて質問
find-sources-name = 出典を探す
quote-name = 回答として引用
search-name = 検索
search-description = 記事の中から該当する箇所を探します
search-query-name = 検索語
search-query-description = 探したい内容
search-source-name = 発行元
search-source-description = この発行元の記事だけ
search-after-name = 以降
search-after-description = この日以降に公開された記事だけ（例：2025-02-14、2025-02、2025）
search-before-name = より前
search-before-description = この日より前に公開された記事だけ（例：2025-02-14、2025-02、2025）
article-name = 記事
article-description = 記事を読みます。あなたに引用した箇所には印が付きます
article-title-name = タイトル
article-title-description = タイトルの初めを入力してください
sources-name = 出典
sources-description = 回答の引用元になる記事の一覧
help-name = ヘルプ
help-description = このボットにできることと質問のしかた
privacy-name = プライバシー
privacy-description = あなたについて保存される情報
privacy-about-name = 説明
privacy-about-description = 何を、いつまで、なぜ保存するか
privacy-delete-name = 削除
privacy-delete-description = あなたの質問と投票を今すぐ削除します
library-name = ライブラリ
library-description = このサーバーの記事
library-add-name = 追加
library-add-description = ファイルに含まれる記事をこのサーバーに追加します
library-add-file-name = ファイル
library-add-file-description = 記事のファイル1個。省略すると、10個まで選べるフォームが開きます
library-add-channel-name = チャンネル
library-add-channel-description = このチャンネルとそのスレッドでだけ引用します
library-add-role-name = ロール
library-add-role-description = このロールのメンバーにだけ、本人だけに見える形で引用します
library-add-thread-name = スレッド追加
library-add-thread-description = スレッドやフォーラム投稿に書かれた内容を、このサーバーの記事に追加します
library-add-thread-thread-name = スレッド
library-add-thread-thread-description = スレッドまたはフォーラム投稿。省略すると、今いるスレッド
library-add-thread-pinned-name = ピン留め
library-add-thread-pinned-description = 代わりに、ピン留めされたメッセージを追加します
library-address-name = アドレス追加
library-address-description = ページ、サイト、フィードの記事を追加し、その後の更新も反映します
library-address-address-name = アドレス
library-address-address-description = ページ、フィード、サイトのURL。末尾が「/」なら、その下のすべてのページが対象です
library-address-every-name = 頻度
library-address-every-description = 確認する頻度。省略すると毎日
library-address-page-name = このページのみ
library-address-page-description = このページだけを読み、その下のページは読みません
library-every-1h = 1時間ごと
library-every-6h = 6時間ごと
library-every-1d = 毎日
library-every-7d = 毎週
library-remove-name = 削除
library-remove-description = このサーバーの記事やアドレスを削除します
library-remove-title-name = タイトル
library-remove-title-description = タイトルまたはアドレスの初めを入力してください
library-sync-name = 同期
library-sync-description = このサーバーの記事の索引を最新にします
library-corrections-name = 訂正
library-corrections-description = ここでの回答について訂正した内容の一覧と取り消し
library-status-name = 状況
library-status-description = このサーバーの記事の数と公開範囲
settings-name = 設定
settings-description = このサーバーでボットがどこでどう答えるか
review-name = 確認
review-description = 答えられなかった質問、低評価の回答、出典が変わった引用

## 回答

answer-none = **記事の中に、この質問の答えはありません**。
answer-none-closest = **記事の中に、この質問の答えはありません**。ボタンを押すと最も近い箇所が見られますが、答えではありません。
missing-articles = 「{ $asked }」に触れている記事はありません。
missing-passages = 最も近い箇所は「{ $asked }」に触れていません。
missing-figure = 最も近い箇所にあるのは{ $told }で、{ $asked }ではありません。
answer-open = 未回答：「{ $asked }」
answer-following = 前の質問：{ $question }
source-older = 旧版
answer-also-in = 同じ内容の記事：{ $sources }
answer-also-more = ほか{ $count }件
answer-limited = あなたと、同じロールを持つ人だけが読める記事からの回答です：
answer-closest = 最も近い箇所です。**質問の答えではありません**。
answer-confidence = 確信度：{ $level ->
    [sure] 高
    [likely] 中
   *[unsure] 低
  }
answer-asked = 質問：{ $question }
answer-personal = ここにはボットがインストールされていないため、自分だけに表示しています。
excerpt-steps-before = … この前に{ $count }ステップ
excerpt-steps-after = … このあとに{ $count }ステップ
excerpt-items-before = … この前に{ $count }項目
excerpt-items-after = … このあとに{ $count }項目
button-open = 出典を開く
button-read = 文脈で読む
button-present = 現在の文章を読む
button-why = 引用の理由
button-follow = 続けて質問
button-share = 全員に表示
share-limited = この回答には、ここにいる全員が読めるわけではない記事の引用が含まれているため、公開できません。
share-again = この回答はすでに表示済みです。
button-closest = 最も近い箇所
button-previous = 前へ
button-next = 次へ
button-replace = 置き換える
button-keep = 両方残す
button-cancel = キャンセル
button-undo = 元に戻す
button-correct = 訂正…
button-answer = 回答する
button-export = 書き出し（CSV）
vote-counted = { $up ->
    [true] 👍を受け付けました。
   *[other] 👎を受け付けました。
  }投票はあとから変えられます。これまでに👍 { $ups }、👎 { $downs }。
vote-form-title = 👎を受け付けました。どこが問題ですか？
vote-form-reason = 問題の種類
vote-form-remark = ひとことで
vote-form-readers = このサーバーの管理者が読むことができます。あなたの名前は出ません。
vote-reason-wrong = 間違っている
vote-reason-old = 情報が古い
vote-reason-other = 質問の答えになっていない
vote-reason-unclear = わかりにくい
follow-title = 続けて質問
follow-label = 次の質問
why-title = **この引用を選んだ理由**
why-confidence = 記事が答えになっている確信度：{ $confidence }。{ $threshold }以上のとき、引用を回答として表示します。
why-name = 質問に出てくる人や物事に触れた引用がないため、回答とは見なしません。
why-denied = 質問にある否定が引用にはないため、答えである見込みは低くなります。
why-nothing = 質問と語や意味が共通する箇所は、記事の中にありません。
why-evidence = 質問との意味の近さ：最もよい文 { $sentence }、その文を含む箇所 { $passage }、単語ごと { $late }。質問の語が含まれる割合（珍しい語ほど重視）：引用 { $covered }、タイトルと見出し { $titled }。
why-quote = 引用{ $rank }、{ $title }：最もよい引用である確率 { $score }。一致した語：{ $words }
why-reader = 質問と引用を読み比べるモデルによる、引用{ $rank }が答えである確率：{ $reader }
why-written = このサーバーの管理者が、この質問への回答として書いたものです。
why-no-words = なし（意味の近さで見つかりました）

## 調べる

search-none = 「{ $query }」に当てはまる箇所は見つかりませんでした。
search-head = 「{ $query }」に当てはまる箇所：{ $count }件中{ $first }–{ $last }件目
search-filter = 絞り込み：{ $filters }
search-date-wrong = 「{ $date }」は日付として読み取れません。2025-02-14、2025-02、2025のように書いてください。
ask-language-none = 「{ $language }」という言語は見つかりません。入力中に表示される一覧から選んでください。
article-none = 「{ $title }」というタイトルの記事はここにはありません。入力中に表示される一覧から選んでください。
page-of = { $pages }ページ中{ $page }ページ目
locator-page = { $label }ページ
locator-slide = スライド{ $label }
locator-time = { $label }
context-changed = 引用のあとに記事が変更され、引用した文はもう含まれていません。
context-former = これは{ $date }まで載っていた文章です。その後、出典が変更されました。
context-now = **現在の文章**（なくなった語は取り消し線、新しい語は太字）：
context-lost = **この箇所はもうありません**。
context-gone = この記事は、ここで読める記事ではなくなりました。
shown-gone = 時間がたったため、表示した内容はもう保存されていません。もう一度質問してください。
sources-none = まだ記事がありません。
sources-head = 記事{ $articles }件（発行元{ $publishers }件）
sources-line = 記事{ $count }件
sources-none-named = 発行元不明
sources-server = このサーバーの記事
sources-shared = 全サーバー共通の記事
sources-limited = { $who }限定

## フォーラム

forum-help = **お役に立ちましたか？**
forum-similar = **解決済みの似た投稿**
forum-is-solved = **解決済みです。**
forum-solved = ありがとうございます。この投稿を解決済みとして扱います。
forum-tagged = ありがとうございます。この投稿に「{ $tag }」タグを付けました。
forum-counted = ありがとうございます。投票を受け付けました。
forum-told = ありがとうございます。モデレーターに知らせました。
forum-did-not-help = 役に立たなかった回答があります：{ $post }、{ $url }
forum-no-tag = タグを付けられませんでした。このフォーラムには「{ $tag }」タグがありません。
forum-full-tags = 「{ $tag }」タグを付けられませんでした。投稿のタグが上限の5個に達しています。
forum-may-not-tag = 「{ $tag }」タグを付けられませんでした。ここで「スレッドの管理」の権限が必要です。
forum-not-tagged = 「{ $tag }」タグを付けられませんでした。Discordに受け付けられませんでした。
button-helped = はい、解決しました
button-unhelped = いいえ

## ヘルプとプライバシー

help-text = **Quotebotは引用で答えます**。用意された記事の中から、質問の答えになる文を探し、出典とともに原文のまま示します。自分で文章を作ることはなく、記事に答えがないときは、そのようにお伝えします。
    { "" }
    { "" }**質問する**：`/{ $ask }`を使うか、{ $bot }にメンションするか、回答に返信するか、ダイレクトメッセージを送ってください。前のやり取りも踏まえて理解します（「ではベネズエラは？」など）。
    { "" }**調べる**：`/{ $search }`、`/{ $article }`、`/{ $sources }`。
    { "" }**メッセージを確かめる**：メッセージのメニューで「アプリ」、「{ $find }」の順に選んでください。
    { "" }**回答の見方**：太字の文が質問の答えです。「*文脈で読む*」を押すと記事の中でその文を読めます。「*引用の理由*」では、その文を選んだ理由がわかります。👍 👎は改善に役立ちます。
    { "" }
    引用が示すのは記事に書かれている内容であり、それが正しいという保証ではありません。あなたについて保存される情報：`/{ $privacy }`。
help-personal = **ここでは**、ボットはあなただけのためにインストールされています。メンションや返信は読まないので、コマンドを使ってください。回答はあなただけに表示され、全サーバー共通の記事から引用されます。
privacy-text = **あなたについて保存する情報とその理由**
    • 質問と検索、開いた記事、表示された内容を、ユーザーID、チャンネル、質問したメッセージ、日時とともに保存します。ボタンを使えるようにし、続きの質問を理解し、質問の編集や削除を回答に反映し、あなたがすべてを削除できるようにするためです。期間は{ $days }日間です。
    • 👍 👎の投票は、ユーザーIDとともに、回答ごとに1票、その回答が保存されている間だけ保存します。👎の場合は、あなたが伝えた理由も保存します。サーバーの管理者はそれを名前なしで読むことができます。
    • サーバーの管理者は、そのサーバーで答えられなかった質問、低評価の回答、その後に出典が変わった回答を、名前なしで見ることができます。
    • サーバーの管理者が記事にした（「{ $quote }」、またはスレッド全体）あなたのメッセージは、ユーザーIDとともに、元のメッセージがある間だけ保存します。名前は、同意した場合だけ添えます。メッセージを削除するか、その下のボタンを使うと、引用されなくなります。
    • ボットが自動で回答するフォーラムでは、あなたの投稿のタイトルを、ユーザーIDとともに、その投稿がある間だけ保存します。
    • サーバーの管理者としてあなたが書いた回答（「{ $answer }」）は、管理者が削除するまで保存します。名前は、あなたがそう選んだ場合だけ添えます。
    ほかには何も保存しません。ほかのメッセージ（「{ $find }」で確かめたものを含む）も、ほかの人の名前も、アドレスも保存しません。どこにも送信しません。
    `/{ $delete }`で、質問と投票をすぐに削除できます。
privacy-deleted = { $count ->
    [0] あなたについて保存されている情報はありませんでした。
   *[other] { $count }件を削除しました。あなたについて保存されている情報はもうありません。
  }

## 管理者向け

library-added = { $who }向けに追加しました：{ $titles }
library-added-more = ほか{ $count }件
library-problems-more = ほかに{ $count }件の問題があります
library-nothing-added = 何も追加しませんでした。
library-form-title = このサーバーに記事を追加
library-form-files = ファイル
library-form-description = 10個まで。.zipには多数のファイルを入れられます
library-reading = 読み込み中：{ $count }ファイルのうち{ $files }ファイルを読み込みました。
library-embedding = 追加中：{ $files }ファイルを読み込み、{ $embedded }箇所を処理しました。残りは約{ $left }箇所です。
library-address-added = { $who }向けに追加しました。今後の更新も反映します（{ $pages }ページ）：{ $titles }
library-address-none = 「{ $address }」はページのアドレスではありません。https://host/path の形で、ユーザー名やパスワードを付けずに書いてください。
library-address-repository = サーバーの記事としてリポジトリを読み込むことはできません。そのウェブページのアドレスを指定するか、`/{ library-name } { library-add-name }`でファイルを追加してください。
library-addresses-full = このサーバーのアドレスは上限の{ $count }件に達しています。先にどれかを削除してください。
library-addresses-off = このボットの運営者は、サーバーによるアドレスの追加を許可していません。
library-of-address = 「{ $title }」は{ $address }から取り込んだ記事なので、削除しても次の確認で元に戻ります。代わりにそのアドレスを削除してください。
library-addresses = **アドレス**
library-address-line = • { $address }（{ $who }向け）：記事{ $articles }件、前回の確認は{ $looked }、次回は{ $next }
library-address-fails = • { $address }（{ $who }向け）：記事{ $articles }件、{ $looked }に読み込めず（{ $failures }回目）、次回は{ $next }
library-address-waits = • { $address }（{ $who }向け）：まだ確認していません
library-reading-pages = 読み込み中：{ $pages }ページを読み込みました。
library-goes-on = 時間がかかっていますが、処理は続いています。結果はこのチャンネルでお知らせします。進み具合は`/{ $status }`で確認できます。
library-articles = 記事{ $count }件
library-replaces-some = アップロードされたファイル{ $count }個の中に、すでにあるものと同じ名前で内容の違うファイルがあります。置き換えの対象：{ $titles }
library-undone = 元に戻しました。追加したものは取り消され、置き換えられたものは復元されました。
library-not-undone = もう元に戻せません。その後、これらの記事にほかの変更がありました。
library-left-out = **取り込めなかったもの**
library-left-out-see = 一部は取り込めませんでした。何が、なぜ取り込めなかったかは、`/{ $status }`で確認できます。
library-removed = 削除しました：{ $title }
library-synced = 最新の状態になりました（このサーバーの記事{ $articles }件）。
library-empty = このサーバー独自の記事はありません。`/{ $add }`で追加できます。
library-status-line = { $who }向け：記事{ $articles }件、{ $passages }箇所
library-status-shared = すべてのサーバー
library-status-size = このサーバーの使用量：{ $used } MB（上限{ $limit } MB）
library-channel-or-role = チャンネルとロールは、どちらか一方だけを選んでください。
library-no-content = スレッドを読み込めるのは、ボットの運営者が、人の書いた内容をボットが読むことを許可している場合だけです。設定の`[discord]`の表に`message_content = true`を書き、アプリケーションのBotページで「Message Content Intent」を有効にする必要があります。メッセージ1件だけなら、許可がなくても、そのメニューの「アプリ」から引用できます。
library-no-thread = スレッドかフォーラム投稿の中で使うか、いずれかを選んでください。
library-may-not-read = { $channel }のメッセージを読めません。そこで「チャンネルを見る」と「メッセージ履歴を読む」の権限が必要です。
library-nothing-said = 引用できる文章がそこには書かれていません。
library-conversation = 人が書いたメッセージ{ $count }件（名前なし）。読み込むのは最初の{ $most }件までです。
library-too-large = { $name }は{ $size } MBあります。上限は{ $limit } MBです。
library-too-many = { $name }には記事が{ $count }件あります。1ファイルの上限は{ $limit }件です。分割してください。
library-unavailable = { $name }をDiscordから取得できませんでした。もう一度お試しください。
library-unfinished = 時間がかかっていますが、処理は続いています。現在の記事の数は`/{ $status }`で確認できます。
library-full = { $name }を追加すると、このサーバーの記事は{ $size } MBになります。上限は{ $limit } MBです。先にいくつか削除してください。
library-format = { $name }は読み込める形式ではありません。読み込める形式：{ $formats }
library-name-taken = 「{ $title }」のID { $id } は、ここにある別の記事と重複しています。別のIDにするか、先にその記事を削除してください。
library-unreadable = { $name }：{ $reason }
library-replaces = { $name }は、内容の違うものがすでにあります。置き換えの対象：{ $titles }
library-warning = 「{ $title }」：{ $reason }
correct-title = このサーバーでの回答を訂正
correct-kind = 今後の扱い
correct-unquoted = この箇所を引用しない
correct-preferred = この記事を優先する
correct-superseded = この記事は次の記事に置き換わっている
correct-quote = どの引用についてですか？
correct-newer = 新しい記事のタイトル
correct-newer-description = 「{ $superseded }」の場合のみ
correct-newer-missing = 「{ $superseded }」の場合は、新しい記事のタイトルも書いてください。
correct-newer-none = 「{ $title }」というタイトルの記事はここにはありません。何も変更していません。
correct-newer-near = 「{ $title }」というタイトルの記事はここにはありません。何も変更していません。近いもの：{ $titles }
correct-newer-several = 「{ $title }」というタイトルの記事が複数あります。何も変更していません。タイトルの代わりに、いずれかのIDを書いてください：{ $ids }
correct-itself = 記事をその記事自身で置き換えることはできません。何も変更していません。
correct-circle = 「{ $newer }」のほうが「{ $title }」に置き換えられています。先にそれを取り消してください：`/{ $list }`
correct-full = このサーバーの訂正は上限の{ $count }件に達しています。先にどれかを取り消してください：`/{ $list }`
corrected-unquoted = 「{ $title }」のこの箇所は、このサーバーではもう引用されません。
corrected-preferred = ほかの記事と同じくらいよく答えている場合、このサーバーでは「{ $title }」を先に引用します。
corrected-superseded = このサーバーでは、「{ $title }」を「{ $newer }」の旧版として扱います。
corrected-see = `/{ $list }`で、訂正した内容を確認し、取り消すことができます。
corrections-none = このサーバーで訂正したものはありません。回答の下の「*{ $why }*」に、訂正用のボタンがあります。
corrections-head = **このサーバーで訂正した内容**：{ $count }件中{ $first }–{ $last }件目
corrections-unquoted = **{ $rank }.** 引用しない箇所（{ $title }）：「{ $said }」
corrections-preferred = **{ $rank }.** 優先：{ $title }
corrections-superseded = **{ $rank }.** 置き換え：{ $title }から{ $newer }へ
corrections-lost = 効果はありません。記事にこの文章はもうありません。
corrections-gone = 効果はありません。記事がもうありません。
corrections-newer-gone = 新しい記事はもうありませんが、この記事は旧版のままです。
corrections-hidden = ほかに{ $count }件、あなたがここで読めない記事についての訂正があります。
corrections-take-back = 取り消すものを選択
corrections-not-there = この訂正はもうないか、あなたには表示できません。
quote-form-title = 回答として引用
quote-form-heading = タイトル
quote-form-readers = 公開範囲
quote-form-everyone = このサーバーの全員
quote-form-channel = #{ $channel }とそのスレッドのみ
quoted = { $who }向けに引用しました：{ $title }
quoted-asked = 投稿者の名前は、本人が同意しない限り出しません。メッセージの下で本人に確認します。本人はそこで引用を取り下げることもできます。
quoted-not-asked = このチャンネルで返信できないため（必要な権限：「メッセージを送信」、「メッセージ履歴を読む」）、投稿者に確認できませんでした。名前は出しません。
quoted-program = ボットまたはウェブフックが書いたものです。その名前は出しません。
quoted-empty = このメッセージには引用できる文章がありません。画像やファイルは読み込みません。
quoted-nowhere = 引用できるのは、サーバーのチャンネルにあるメッセージだけです。
quoted-late = フォームが古くなったか、メッセージが変更されました。メッセージのメニューから「{ $menu }」をもう一度選んでください。
quoted-gone = このメッセージは、もう引用されていないか、なくなっています。
quoted-not-author = これらのボタンを使えるのは、メッセージの投稿者だけです。
quoted-notice = このメッセージは、このサーバーで回答として引用されています。投稿者の名前は出していません。
quoted-notice-named = このメッセージは、このサーバーで回答として、投稿者の名前とともに引用されています。
quoted-notice-author = これらのボタンを使えるのは投稿者だけです。メッセージを削除すると、引用されなくなります。
quoted-notice-removed = 投稿者の希望により、このメッセージはもう引用されません。
quoted-notice-gone = このメッセージはもう引用されません。
quoted-show = 自分の名前を出す
quoted-hide = 自分の名前を隠す
quoted-remove = 自分の回答を取り下げる
quoted-member = メンバー{ $number }
quoted-pins = #{ $channel }：ピン留めされたメッセージ
quoted-edited = **引用したメッセージのうち{ $count }件が、その後編集されました**。今の内容にするには、もう一度引用してください：
quoted-unseen = **引用したメッセージのうち{ $count }件を閲覧できなくなりました**。削除されてもわかりません：
audience-everyone = このサーバーの全員
settings-title = **このサーバーの設定**
settings-where = 回答する場所
settings-how = 回答のしかた
settings-who = 記事と通知先
settings-none = なし
settings-channels = 回答するチャンネル：{ $channels }
settings-channels-all = すべて
settings-threaded = 回答ごとにスレッドを作るチャンネル：{ $channels }
settings-forums = 新しい投稿に回答するフォーラム：{ $channels }
settings-tag = 解決済みの投稿に付けるタグ：{ $tag }
settings-private-on = `/{ $ask }`への回答は、指定がなければ質問した人だけに表示します。
settings-private-off = `/{ $ask }`への回答は、指定がなければチャンネルの全員に表示します。
settings-readers-everyone = チャンネルの全員
settings-readers-asker = 質問した人のみ
settings-caution = 回答の慎重さ：{ $caution }
settings-caution-operator = 運営者の設定どおり
settings-caution-operator-description = このボットの運営者が決めます。
settings-caution-bold = 積極的
settings-caution-bold-description = より多くの質問に答えますが、間違った回答も増えます。
settings-caution-balanced = 標準
settings-caution-balanced-description = 「積極的」と「慎重」の中間です。
settings-caution-careful = 慎重
settings-caution-careful-description = 間違った回答は減りますが、答えがないとする質問が増えます。
settings-quotes = 1回の回答での引用：{ $count ->
    [1] 1件
   *[other] 最大{ $count }件
  }
settings-language = メッセージに回答するときの言語：{ $language }
settings-language-discord = Discordでのこのサーバーの言語
settings-collections = 表示する記事：{ $collections }
settings-both = このサーバーの記事と全サーバー共通の記事
settings-own = このサーバーの記事のみ
settings-shared = 全サーバー共通の記事のみ
settings-review = モデレーター向けの毎日のまとめ：{ $channel }
settings-tells-on = フォーラムでの回答が役に立たなかったときは、そこでモデレーターに知らせます。
settings-tells-off = フォーラムでの回答が役に立たなかったときも、モデレーターに知らせません。
settings-form-channels = 回答するチャンネル
settings-form-channels-description = 選択しないと、すべてのチャンネルで回答します。
settings-form-threaded = 回答ごとにスレッドを作るチャンネル
settings-form-threaded-description = メッセージへの回答が対象です。コマンドへの回答はチャンネルに表示されます。
settings-form-forums = 新しい投稿に回答するフォーラム
settings-form-forums-description = メンションがなくても自動で回答します。
settings-form-tag = 解決済みの投稿に付けるタグ
settings-form-tag-description = フォーラムにあるタグの名前。空欄なら、タグを付けません。
settings-form-readers = 回答が見える人
settings-form-readers-description = 指定がない場合の設定です。質問した人のみにすると、メンションには/{ $ask }を案内します。
settings-form-caution = 回答の慎重さ
settings-form-quotes = 1回の回答での引用の上限
settings-form-language = メッセージに回答するときの言語
settings-form-language-description = コマンドには、使った人の言語で回答します。
settings-form-collections = 表示する記事
settings-form-review = モデレーター向けのチャンネル
settings-form-review-description = 確認が必要なもののまとめを毎日ここに送ります。選択しないと、送りません。
settings-form-tells = すぐにモデレーターに知らせる
settings-form-tells-description = フォーラムでの回答が役に立たなかったとき、そのチャンネルで知らせます。
settings-hints = 確認事項
settings-hint-lacking = • { $channels }で足りない権限：{ $permissions }
settings-hint-tag = • { $forum }には「{ $tag }」タグがありません。あるタグ：{ $tags }
settings-hint-no-tags = • { $forum }には「{ $tag }」タグも、ほかのタグもありません。
settings-hint-unread = • 役に立たなかった回答をモデレーターに知らせることができません。知らせるチャンネルが選択されていません。
settings-hint-refused = • 最近、権限が足りずに回答できませんでした：{ $channels }
settings-hints-more = • ほか{ $count }件
settings-moved = これは以前のバージョンのものです。何も変更していません。現在の設定は次のとおりで、下のボタンから変更できます。
permission-view-channel = チャンネルを見る
permission-send-messages = メッセージを送信
permission-send-messages-in-threads = スレッドでメッセージを送信
permission-read-message-history = メッセージ履歴を読む
permission-create-public-threads = 公開スレッドの作成
permission-manage-threads = スレッドの管理
review-head = **確認が必要なもの**：答えられなかった質問{ $unanswered }件、低評価の回答{ $down }件、引用した文が記事からなくなった回答{ $changed }件
review-unanswered = 答えられなかった質問
review-down = 低評価の回答
review-changed = 出典が変わった引用
review-7 = 過去7日間
review-30 = 過去30日間
review-all = 保存されているすべて
review-none = この期間に、この種類のものはありません。
review-hidden = 低評価の回答{ $count }件は表示していません。引用元の記事を、あなたがここで読めないためです。
review-line = { $count }件：{ $question }
review-votes = 👍 { $up }、👎 { $down }
review-reason = { $reason }：{ $count }件
review-more = ほか{ $count }件のコメント（すべてファイルにあります）
review-quoted = 引用元：{ $titles }
review-gone = 引用元の記事はもうありません。
review-exported = 名前は含まれません。表計算ソフトで開いてください。
review-column-question = 質問
review-column-count = 質問された回数
review-column-first = 最初の日時（UTC）
review-column-last = 最後の日時（UTC）
review-column-outcome = 結果
review-column-confidence = 確信度
review-column-quoted = 引用した記事
review-column-up = 高評価
review-column-down = 低評価
review-column-reasons = 理由
review-outcome-none = 未回答
review-outcome-answered = 回答済み
review-outcome-changed = 出典が変更
digest-head = **この1日**：答えられなかった質問{ $unanswered }件、低評価の回答{ $down }件、出典が変わった回答{ $changed }件
digest-more = 全体はこのサーバーの管理者が確認できます：`/{ $review }`
answering-title = この質問に回答
answering-question = 質問（この文で見つかるようになります）
answering-text = 回答
answering-address = 関連するページのアドレス（任意）
answering-channel = 質問されたチャンネルを読める人のみ
answering-named = 書いた人として自分の名前を出す
answering-late = この質問はもう回答待ちではありません。すでに誰かが回答したか、保存されなくなりました。あなたの文章はファイルにあります。くわしくは`/{ $review }`へ。
answering-no-address = 「{ $address }」はページのアドレスではありません。https://host/path の形で書いてください。何も追加していません。あなたの文章はファイルにあります。
answering-no-channel = 質問されたチャンネルはもうありません。何も追加していません。あなたの文章はファイルにあります。
answering-empty = 回答に引用できる文章がありません。何も追加していません。
answering-replied = { $count ->
    [0] 質問した人への返信はありませんでした。
   *[other] 質問した{ $count }人に、通知なしで返信しました。
  }
answering-private = 非公開で質問した{ $count }人には返信していません。
answering-elsewhere = この回答を読めない場所で質問した{ $count }人には返信していません。
answering-gone = 質問がもうない{ $count }人には返信していません。
answering-forbidden = 返信できない場所で質問した{ $count }人には返信していません（必要な権限：「メッセージを送信」、「メッセージ履歴を読む」）。
answering-more = ほかの{ $count }人には返信していません。返信は{ $most }人までです。

## あいさつとお礼

courtesy-greeting = こんにちは！質問していただければ、記事からの引用で答えます。ここでも、`/{ $ask }`でも質問できます。くわしくは`/{ $help }`へ。
courtesy-thanks = どういたしまして。
courtesy-farewell = それではまた！

## お断りとおわび

refuse-channel = このサーバーでは、{ $channels }でのみ回答します。
refuse-elsewhere = { $server }では、{ $channels }で回答します。そちらで質問してください。
refuse-private = このサーバーでは、質問した人だけに見える形で回答します。`/{ $ask }`を使ってください。
refuse-admin = この操作ができるのは、このサーバーを管理できる人だけです。
refuse-empty = 何か質問してください。私の名前に続けて質問を書くか、`/{ $ask }`を使ってください。くわしくは`/{ $help }`へ。
refuse-cooldown = 間隔が短すぎます。{ $seconds }秒後にもう一度質問してください。
refuse-overloaded = ただいま質問が混み合っています。1分ほどしてから、もう一度質問してください。
refuse-stopping = ただいま再起動中です。1分ほどしてから、もう一度質問してください。
refuse-unavailable = ただいまご利用いただけません。1分ほどしてから、もう一度お試しください。
refuse-busy = このサーバーの索引は、ほかの人が変更しているところです。1分ほどしてから、もう一度お試しください。
apology = こちらで問題が起きました。記録は残してあります。運営者にこのIDをお伝えください：{ $id }
