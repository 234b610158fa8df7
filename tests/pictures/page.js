// Shows what the bot sends as Discord's client does: containers and buttons with its look, and its markdown.
import '@skyra/discord-components-core';
import { rulesExtended, SimpleMarkdown } from 'discord-markdown-parser';

// Lists are newer than the parser. They end at a line that is neither further in nor an item as far in as the first.
const BULLET = '(?:[*-]|\\d+\\.)';
const LIST = new RegExp(`^\\n?( *)(${BULLET}) [\\s\\S]+?(?:\\n(?! )(?!\\1${BULLET} )|$)`);
const ITEM = new RegExp(`( *)${BULLET} +[^\\n]*(?:\\n(?!\\1${BULLET} )[^\\n]*)*(?:\\n|$)`, 'g');
const MARK = new RegExp(`^( *)${BULLET} +`);

const list = {
  order: SimpleMarkdown.defaultRules.list.order,
  match(source, state) {
    const before = state.prevCapture ? state.prevCapture[0] : '';
    const atStart = /^$|\n *$/.test(before);
    return (source[0] === '\n' ? before && !atStart : atStart) ? LIST.exec(source) : null;
  },
  parse(capture, parse, state) {
    const items = capture[0].replace(/\n{2,}$/, '\n').match(ITEM).map((item) => {
      const space = MARK.exec(item)[0].length;
      const said = item.replace(new RegExp(`^ {1,${space}}`, 'gm'), '').replace(MARK, '').replace(/ *\n+$/, '');
      return parse(said, { ...state, prevCapture: null });
    });
    return { type: 'list', ordered: capture[2].length > 1, start: parseInt(capture[2], 10), items };
  },
};
// The parser looks for the end of a line in the last group of what stands before, and Discord in all of it.
const atLineStart = (rule) => ({
  ...rule,
  match: (source, state) =>
    state.prevCapture === null || state.prevCapture[0].endsWith('\n')
      ? rule.match(source, { ...state, prevCapture: null })
      : null,
});
const { newline, heading, subtext, ...rules } = rulesExtended;
const lineRules = { heading: atLineStart(heading), subtext: atLineStart(subtext) };
const parser = SimpleMarkdown.parserFor({ ...rules, ...lineRules, list });

function element(name, properties = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const SHOWN = {
  text: (node) => [node.content],
  br: () => [element('br')],
  newline: () => ['\n'],
  blockQuote: (node) => [element('discord-quote', {}, shown(node.content))],
  codeBlock: (node) => [element('pre', { class: 'code', 'data-language': node.lang }, [node.content])],
  // The web components of these have blanks of their own, which are seen where blanks are kept.
  inlineCode: (node) => [element('code', {}, [node.content])],
  strong: (node) => [element('strong', {}, shown(node.content))],
  em: (node) => [element('em', {}, shown(node.content))],
  underline: (node) => [element('u', {}, shown(node.content))],
  heading: (node) => [element(`h${node.level}`, {}, shown(node.content))],
  subtext: (node) => [element('small', {}, shown(node.content))],
  channel: (node) => [element('span', { class: 'mention' }, [`#${names[node.id] ?? node.id}`])],
  role: (node) => [element('span', { class: 'mention' }, [`@${names[node.id] ?? node.id}`])],
  user: (node) => [element('span', { class: 'mention' }, [`@${names[node.id] ?? node.id}`])],
  link: (node) => [element('a', { href: node.target }, shown(node.content))],
  list: (node) => [
    element(
      node.ordered ? 'ol' : 'ul',
      node.ordered ? { start: node.start } : {},
      node.items.map((item) => element('li', {}, shown(item))),
    ),
  ],
};

function shown(nodes) {
  return [nodes].flat().flatMap((node) => (SHOWN[node.type] ?? (() => [`(${node.type})`]))(node));
}

function markdown(content) {
  return shown(parser(content.trim(), { inline: true, prevCapture: null }));
}

function avatar(letter, back, look) {
  const drawn =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="${back}"/>` +
    `<text x="20" text-anchor="middle" fill="#fff" ${look}>${letter}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(drawn)}`;
}

const BOT = avatar('“', '#2e7d5b', 'y="36" font-size="44" font-family="serif"');
const BACKS = ['#5865f2', '#b5548a', '#c27c2c', '#3b7ea1'];
const person = (name) =>
  avatar(name[0].toUpperCase(), BACKS[[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % BACKS.length], 'y="27" font-size="20" font-family="Noto Sans, sans-serif"');
const STYLES = { 1: 'primary', 2: 'secondary', 3: 'success', 4: 'destructive', 5: 'secondary link' };
let names = {};

function menu(sent) {
  const chosen = (sent.options ?? []).filter((option) => option.default).map((option) => option.label);
  const named = (sent.default_values ?? []).map((value) => `#${names[value.id] ?? value.id}`);
  const said = [...chosen, ...named].join(', ');
  return element('div', { class: said ? 'menu' : 'menu empty' }, [said || sent.placeholder || '\u00a0']);
}

function choice(option, isBox) {
  const said = [element('span', {}, [option.label])];
  if (option.description) said.push(element('span', { class: 'hint' }, [option.description]));
  const look = ['choice', isBox && 'box', option.default && 'chosen'].filter(Boolean).join(' ');
  return element('div', { class: look }, [element('div', {}, said)]);
}

function field(sent) {
  switch (sent.type) {
    case 4: {
      const look = ['field', sent.style === 2 && 'paragraph', !sent.value && 'empty'].filter(Boolean).join(' ');
      return element('div', { class: look }, [sent.value || sent.placeholder || '\u00a0']);
    }
    case 19:
      return element('div', { class: 'field empty' }, ['\u2191']);
    case 21:
    case 22:
      return element('div', {}, sent.options.map((option) => choice(option, sent.type === 22)));
    case 23:
      return choice({ label: '', default: sent.default }, true);
    default:
      return menu(sent);
  }
}

function labelled(sent) {
  const isRequired = sent.component.required !== false && sent.component.type !== 23;
  const name = element('div', { class: isRequired ? 'name required' : 'name' }, [sent.label]);
  const hint = sent.description ? [element('div', { class: 'hint' }, [sent.description])] : [];
  return element('div', { class: 'label' }, [name, ...hint, field(sent.component)]);
}

function component(sent) {
  switch (sent.type) {
    case 1:
      return element('discord-action-row', {}, sent.components.map(component));
    case 2: {
      const label = [sent.emoji?.name, sent.label].filter(Boolean).join(' ');
      return element('span', { class: `button ${STYLES[sent.style]}` }, [label]); // the web component's are too wide
    }
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return menu(sent);
    case 9:
      return element('div', { class: 'section' }, [
        element('div', {}, sent.components.map(component)),
        element('discord-action-row', {}, [component(sent.accessory)]),
      ]);
    case 18:
      return labelled(sent);
    case 10:
      return element('div', { class: 'text', dir: 'auto' }, markdown(sent.content));
    case 14:
      return element('hr');
    case 17: {
      const made = element('div', { class: 'container' }, sent.components.map(component));
      if (sent.accent_color) made.style.borderLeftColor = `#${sent.accent_color.toString(16).padStart(6, '0')}`;
      return made;
    }
    default:
      throw new Error(`no component of type ${sent.type} is known here`);
  }
}

function form(sent) {
  const ends = element('div', { class: 'ends' }, ['\u2715', '\u2713'].map((mark) => element('span', {}, [mark])));
  const title = element('div', { class: 'title' }, [sent.title]);
  return element('div', { class: 'form' }, [title, ...sent.components.map(component), ends]);
}

// What the message answers, as a message of its own.
function asking(above) {
  const title = above.title ? [element('h3', {}, [above.title])] : [];
  const said = element('div', { class: 'said' }, [...title, ...markdown(above.said)]);
  return element('discord-message', { author: above.author, avatar: person(above.author), timestamp: DAY }, [said]);
}

// Which command the message answers, as a line above it; the web component's is dark in the light theme too.
function commanded(above) {
  const name = element('span', { class: 'name' }, [above.author]);
  const command = element('span', { class: 'mention' }, [`/${above.command}`]);
  return element('div', { slot: 'reply', class: 'used' }, [element('img', { src: person(above.author) }), name, 'used', command]);
}

const DAY = '03/02/2026';

// `sent` is what a message or a form holds, `names` what its mentions are called, `theme` dark or light; `above` is what
// stands above it, and `private` whether only one person sees it.
window.show = ({ sent, names: called, above, private: isPrivate }, theme) => {
  names = called;
  document.body.className = theme;
  if (sent.title) {
    document.body.replaceChildren(form(sent));
    return;
  }
  const properties = { author: 'Quotebot', bot: '', avatar: BOT, timestamp: DAY, ...(isPrivate ? { ephemeral: '' } : {}) };
  const before = above?.command ? [commanded(above)] : [];
  const message = element('discord-message', properties, [...before, ...sent.components.map(component)]);
  const light = theme === 'light' ? { 'light-theme': '' } : {};
  const messages = above?.said || above?.title ? [asking(above), message] : [message];
  document.body.replaceChildren(element('discord-messages', light, messages));
};
