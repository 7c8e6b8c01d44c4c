// What the pages of operators share: filters in the address, pages of a list, what becomes of an operation.
import {html, useState} from '../lib/dom.js';
import {may, post, usePoll, who} from '../lib/api.js';
import {go, link} from '../lib/router.js';
import {num, span, t, word} from '../lib/words.js';
import {Badge, Button, Confirm, Field, Table, Time, toast} from './parts.js';

/** Accounts as a select has them: [[id, text]], the first one for all of them. */
export function useAccounts(none = t('all')) {
  const {data} = usePoll('/v1/accounts', 0);
  return [['', none], ...(data || []).map((one) => [one.id, one.description ? one.description + ' (' + one.id + ')' : one.id])];
}

/** Whether nothing leaves this machine, so that anybody may try everything. */
export const inSandbox = () => who.use()?.sandbox;

/** In the sandbox: how to fill the pages with examples. */
export const Demo = () => (inSandbox() ? html`<p>${t('first.demo')} <code>staffetta run --sandbox --demo</code></p>` : null);

/** The way to a message, or to an account where there is none; in the sandbox one that only need be sent, to a number that says its end. */
export function SendOne({to = '+393330000001'}) {
  const {data} = usePoll(may('viewer') ? '/v1/accounts' : null, 0);
  const [words, way] = inSandbox() ? ['first.try', link('send', {to, text: t('first.text')})]
    : data && !data.length ? ['now.new', link('accounts', {new: 'choose'})] : ['first.send', link('send')];
  return html`<a class="button primary" href=${way}>${t(words)}</a>`;
}

const pad = (number) => String(number).padStart(2, '0');

/** An instant as a field datetime-local has it; '' for none. */
export function local(instant) {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? '' : `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/**
 * Filters that are in the address. fields: [{name, label, options, type}]. What is chosen is looked for when the form is sent. A narrow
 * window shows them when they are asked for: what was found comes first there.
 */
export function Filters({page, query, fields, children}) {
  const [given, setGiven] = useState(query);
  const [open, setOpen] = useState(false);
  const count = fields.filter(({name}) => query[name]).length;
  const set = (name, value) => setGiven({...given, [name]: value});
  return html`<form class="card" role="search" onSubmit=${(event) => {
    event.preventDefault();
    const {before, ...rest} = given;
    go(page, Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value?.trim()])));
  }}><button type="button" class="unfold" aria-expanded=${open} onClick=${() => setOpen(!open)}>${t('filters')}${count ? ` (${count})` : ''}</button>
  <div class=${'filters' + (open ? '' : ' folded')}>
    ${fields.map(({name, type, ...rest}) => html`<${Field} key=${name} ...${rest} type=${type}
      value=${type === 'datetime-local' ? local(given[name]) : given[name] || ''}
      onInput=${(value) => set(name, type === 'datetime-local' && value ? new Date(value).toISOString() : value)} />`)}
    <div class="row"><button type="submit" class="primary">${t('find')}</button>
    ${Object.keys(query).length ? html`<a class="button" href=${link(page)}>${t('find.all')}</a>` : null}${children}</div>
  </div></form>`;
}

/** The way to the pages before and after of a list that is in the address. */
export function Pages({page, query, next}) {
  const {before, ...rest} = query;
  return before || next ? html`<p class="row">
    ${before ? html`<a class="button" href=${link(page, rest)}>${t('newest')}</a>` : null}
    ${next ? html`<a class="button" href=${link(page, {...rest, before: next})}>${t('older')}</a>` : null}</p>` : null;
}

/** A button that asks before it does something. ask as Confirm has it. */
export function Sure({ask, onYes, children, kind, ...rest}) {
  const [open, setOpen] = useState(false);
  return html`<${Button} kind=${kind} need=${ask.need} ...${rest} onClick=${() => setOpen(true)}>${children}<//>
    ${open ? html`<${Confirm} ask=${ask} onClose=${() => setOpen(false)} onYes=${onYes} />` : null}`;
}

/** How many messages of an operation came to what; the state of each is in words. */
export const Outcomes = ({of}) => html`<ul class="list">${Object.entries(of).map(([name, count]) => html`<li key=${name}>
  <b>${num(count)}</b> ${word('item', name)}</li>`)}</ul>`;

/** What is done to messages, in words: redrive to account x, 5/s. */
export const deed = (one) => [word('kind', one.kind), one.as && t('as.' + one.as), one.toAccount && '→ ' + one.toAccount, one.rate].filter(Boolean).join(' ');

/** Cancels an operation; what is done stays done. */
export function CancelOperation({one, reload}) {
  return html`<${Sure} kind="danger" onYes=${async () => {
    await post(`/v1/operations/${one.id}/cancel`);
    toast(t('op.cancelled'));
    reload();
  }} ask=${{title: t('op.cancel'), text: t('op.cancel.text', {done: one.done, left: one.left}), yes: t('op.cancel'), need: 'operator', kind: 'danger'}}>${t('op.cancel')}<//>`;
}

/** How far an operation is; of one that is over: how many were done. */
export function Progress({one}) {
  const done = one.endedAt ? one.done : one.total - one.left;
  return html`<progress max=${one.total || 1} value=${done} aria-label=${t('op.progress')} />
    <small>${t('op.of', {done, total: one.total})}${one.rate && one.left && !one.endedAt ? ' · ' + t('op.left', {time: span(0, one.left / parseInt(one.rate, 10) * 1000)}) : ''}</small>`;
}

/** Operations in a table, the newest first. */
export const Operations = ({of}) => html`<${Table} caption=${t('ops')} rows=${of} rowKey=${(one) => one.id} empty=${t('ops.none')} columns=${[
  {name: t('op.when'), cell: (one) => html`<${Time} at=${one.createdAt} />`},
  {name: t('op.what'), cell: (one) => html`<a href=${link(['activity', one.id])}>${deed(one)}</a>`},
  {name: t('state'), cell: (one) => html`<${Badge} group="op" of=${one.state} />`},
  {name: t('op.progress'), cell: (one) => html`<${Progress} one=${one} />`},
  {name: t('op.who'), cell: (one) => one.who},
  {name: t('why'), cell: (one) => one.why},
]} />`;
