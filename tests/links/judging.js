// Where on the page a quote of its article stands, told by its letters alone: the boxes of it, from the page's top left.
// What is no part of the article is marked data-beside in the page.
((plain, start, end) => {
  const fold = (text) => [...text.normalize('NFKD').toLowerCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  const places = [];
  let letters = '';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('script, style, template, noscript, [data-beside], rt, rp, annotation, select')) continue;
    let offset = 0;
    for (const character of node.data) {
      for (const letter of fold(character)) {
        letters += letter;
        for (let unit = 0; unit < letter.length; unit += 1) places.push([node, offset, character.length]);
      }
      offset += character.length;
    }
  }
  const said = (text) => fold(text.replace(/^\s*(?:\d+|[a-z])[.)]\s/gm, '')).join('');
  const quote = said(plain.slice(start, end));
  const before = said(plain.slice(0, start));
  const find = (words, ordinal, from) => {
    let place = letters.indexOf(words, from);
    for (; ordinal > 0 && place >= 0; ordinal -= 1) place = letters.indexOf(words, place + 1);
    return place;
  };
  const count = (words) => {
    let number = 0;
    for (let at = before.indexOf(words); at >= 0; at = before.indexOf(words, at + 1)) number += 1;
    return number;
  };
  let first = find(quote, count(quote), 0);
  let last = first + quote.length - 1;
  if (first < 0) { // something in it stands on the page in other letters
    const head = quote.slice(0, 12);
    const tail = quote.slice(-12);
    first = find(head, count(head), 0);
    last = find(tail, 0, first) + tail.length - 1;
  }
  if (!quote || first < 0 || last < first) return null;
  const [from] = places[first];
  const [to] = places[last];
  let [begin, finish] = [places[first][1], places[last][1] + places[last][2]];
  while (begin > 0 && !fold(from.data[begin - 1]).length) begin -= 1; // the signs around it
  while (finish < to.length && !fold(to.data[finish]).length) finish += 1;
  const range = document.createRange();
  range.setStart(from, begin);
  range.setEnd(to, finish);
  const boxes = [];
  const within = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = within.nextNode(); node; node = within.nextNode()) {
    if (!range.intersectsNode(node)) continue;
    const part = document.createRange();
    part.selectNodeContents(node);
    if (node === from) part.setStart(from, begin);
    if (node === to) part.setEnd(to, finish);
    boxes.push(...[...part.getClientRects()].filter((box) => box.width > 0 && box.height > 0));
  }
  return boxes.map((box) => [box.left + scrollX, box.top + scrollY, box.right + scrollX, box.bottom + scrollY]);
})
