// Italian and English: t('acc.new') gives a text in the reader's language. Only the texts of that language are loaded.
import {store} from './store.js';

const KEY = 'staffetta.language';
const LANGUAGES = ['it', 'en'];

function first() {
  const chosen = localStorage.getItem(KEY);
  const wanted = chosen ? [chosen] : navigator.languages || [navigator.language];
  return wanted.map((one) => one.slice(0, 2)).find((one) => LANGUAGES.includes(one)) || 'en';
}

/** Texts by their keys, of a tree that has a branch for each part of a key; '' is the text of the branch itself. */
const flat = (tree, path = '') => Object.entries(tree).flatMap(([part, one]) => {
  const key = [path, part].filter(Boolean).join('.');
  return typeof one === 'string' ? [[key, one]] : flat(one, key);
});
const load = async (wanted) => Object.fromEntries(flat((await import(`/console/words/${wanted}.js`)).default));

const language = store(first());
let texts = await load(language.get());
document.documentElement.lang = language.get();

/** The language as it is now: 'it' or 'en'. */
export const useLanguage = () => language.use();
export const lang = () => language.get();

/** Speaks another language; fails if its texts cannot be had. */
export async function setLanguage(next) {
  texts = await load(next);
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  language.set(next);
}

/**
 * The text with a key. {name} in it stands for a value; of 'one|many' the first is taken if n is 1.
 * A key that there is not is shown as it is.
 */
export function t(key, values = {}) {
  let text = texts[key] ?? key;
  const at = text.indexOf('|');
  if (at >= 0) {
    text = values.n === 1 ? text.slice(0, at) : text.slice(at + 1);
  }
  return text.replace(/\{(\w+)\}/g, (all, name) => {
    const value = values[name];
    return value === undefined ? all : typeof value === 'number' ? num(value) : value;
  });
}

/** Whether there is a text with a key. */
export const has = (key) => key in texts;

/** What the gateway gave in a word of its own, such as a state or a reason: t('state.DEAD'), or the word itself. */
export const word = (group, name) => (has(group + '.' + name) ? t(group + '.' + name) : name);

const formats = {};

/** A format in the reader's language, made once: each of them takes a while. */
function format(kind, options) {
  const key = lang() + kind + JSON.stringify(options);
  return (formats[key] ||= new Intl[kind](lang(), options));
}

export const num = (value, options) =>
  value === undefined || value === null ? '–' : format('NumberFormat', options).format(value);

export const money = (value, currency = 'EUR') => num(Number(value), {style: 'currency', currency, maximumFractionDigits: 4});

const instant = (value) => (value instanceof Date ? value : new Date(value));

/** 14:32:07 */
export const clock = (value) => (value ? format('DateTimeFormat', {timeStyle: 'medium', hour12: false}).format(instant(value)) : '–');

/** 29 nov 2026, 14:32:07; today only the time. */
export function when(value) {
  if (!value) {
    return '–';
  }
  const at = instant(value);
  return at.toDateString() === new Date().toDateString()
    ? clock(at)
    : format('DateTimeFormat', {day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false}).format(at);
}

/** How long from one instant to another, such as 3 min; in the largest unit that fits. */
export function span(from, to = Date.now()) {
  const seconds = Math.max(0, Math.round((instant(to) - instant(from)) / 1000));
  const [unit, size] = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]].find(([, one]) => seconds >= one) || ['second', 1];
  return num(Math.floor(seconds / size), {style: 'unit', unit, unitDisplay: 'short'});
}
