// What the pages of operators share: filters in the address, pages of a list, what becomes of an operation.
import {html, useState} from '../lib/dom.js';
import {may, post, usePoll, who} from '../lib/api.js';
import {go} from '../lib/router.js';
import {num, span, t, word} from '../lib/words.js';
import {Badge, choices, Field, Form, linked, Sure, Table, time, toast} from './parts.js';

/** Accounts as a select has them: [[id, text]], the first one for all of them. */
export const useAccounts = (none = t('all')) => choices(usePoll('/accounts', 0).data, none);

/** Whether nothing leaves this machine, so that anybody may try everything. */
export const inSandbox = () => who.use()?.sandbox;

/** In the sandbox: how to fill the pages with examples. */
export const Demo = () => inSandbox() && html`<p>${t('first.demo')} <code>staffetta run --sandbox --demo</code></p>`;

/** The way to a message, or to an account where there is none; in the sandbox one that only need be sent, to a number that says its end. */
export function SendOne({to = '+393330000001'}) {
  const {data} = usePoll(may('viewer') ? '/accounts' : null, 0);
  const [words, ...way] = inSandbox() ? ['first.try', 'send', {to, text: t('first.text')}]
    : data && !data.length ? ['now.new', 'accounts', {new: 'choose'}] : ['first.send', 'send', {}];
  return linked(t(words), ...way, 'button primary');
}

const pad = (number) => String(number).padStart(2, '0');

/** An instant as a field datetime-local has it; '' for none. */
export function local(instant) {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? '' : `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/**
 * Filters that are in the address, and after them those of a time. fields: [[name, label, {options, type, …}]]. What is chosen is looked
 * for when the form is sent. A narrow window shows them when they are asked for: what was found comes first there.
 */
export function Filters({page, query, fields, children}) {
  const [given, setGiven] = useState(query);
  const [open, setOpen] = useState(false);
  const count = [...fields, ['since'], ['until']].filter(([name]) => query[name]).length;
  const set = (name, value) => setGiven({...given, [name]: value});
  return html`<${Form} class="card" role="search" onSubmit=${() => {
    const {before, ...rest} = given;
    go(page, Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value?.trim()])));
  }}><button type="button" class="unfold" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t('filters')}${count ? ` (${count})` : ''}</button>
  <div class=${'filters' + (open ? '' : ' folded')}>
    ${fields.map(([name, label, rest]) => html`<${Field} key=${name} label=${label} ...${rest} value=${given[name] || ''}
      onInput=${(value) => set(name, value)} />`)}
    ${[['since', t('since')], ['until', t('until')]].map(([name, label]) => html`<${Field} key=${name} label=${label} type="datetime-local"
      value=${local(given[name])} onInput=${(value) => set(name, value && new Date(value).toISOString())} />`)}
    <div class="row"><button type="submit" class="primary">${t('find')}</button>
    ${Object.keys(query).length > 0 && linked(t('find.all'), page, {}, 'button')}${children}</div>
  </div><//>`;
}

/** The way to the pages before and after of a list that is in the address. */
export function Pages({page, query, next}) {
  const {before, ...rest} = query;
  return (before || next) && html`<p class="row">
    ${before && linked(t('newest'), page, rest, 'button')}
    ${next && linked(t('older'), page, {...rest, before: next}, 'button')}</p>`;
}

/** How many messages of an operation came to what; the state of each is in words. */
export const Outcomes = ({of}) => html`<ul class="list">${Object.entries(of).map(([name, count]) => html`<li key=${name}>
  <b>${num(count)}</b> ${word('item', name)}</li>`)}</ul>`;

/** What is done to messages, in words: redrive to account x, 5/s. */
export const deed = (one) => [word('kind', one.kind), one.as && t('as.' + one.as), one.toAccount && '→ ' + one.toAccount, one.rate].filter(Boolean).join(' ');

/** Cancels an operation; what is done stays done. */
export function CancelOperation({one, reload}) {
  return html`<${Sure} onYes=${async () => {
    await post(`/operations/${one.id}/cancel`);
    toast(t('op.cancelled'));
    reload();
  }} ask=${{title: t('op.cancel'), text: t('op.cancel.text', {done: one.done, left: one.left}), need: 'operator', kind: 'danger'}} />`;
}

/** How far an operation is; of one that is over: how many were done. */
export function Progress({one}) {
  const done = one.endedAt ? one.done : one.total - one.left;
  return html`<progress max=${one.total || 1} value=${done} aria-label=${t('op.progress')} />
    <small>${t('op.of', {done, total: one.total})}${one.rate && one.left && !one.endedAt ? ' · ' + t('op.left', {time: span(0, one.left / parseInt(one.rate, 10) * 1000)}) : ''}</small>`;
}

/** Operations in a table, the newest first; not those that were only tried. */
export const Operations = ({of, most}) => html`<${Table} caption=${t('ops')} rows=${of.operations.filter((one) => !one.dryRun).slice(0, most)} empty=${t('ops.none')} columns=${[
  [t('op.when'), time('createdAt')],
  [t('op.what'), (one) => linked(deed(one), ['activity', one.id])],
  [t('state'), (one) => html`<${Badge} group="op" of=${one.state} />`],
  [t('op.progress'), (one) => html`<${Progress} one=${one} />`],
  [t('op.who'), 'who'],
  [t('why'), 'why'],
]} />`;
