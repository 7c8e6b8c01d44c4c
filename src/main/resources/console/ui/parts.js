// The parts that pages are made of.
import {html, useEffect, useRef, useState} from '../lib/dom.js';
import {may, who} from '../lib/api.js';
import {link} from '../lib/router.js';
import {store} from '../lib/store.js';
import {clock, num, t, when, word} from '../lib/words.js';

let ids = 0;
const useId = () => useState(() => 'f' + ++ids)[0];

/**
 * A page: its title is the browser's, too, and takes the focus when the page is opened. poll: what is asked for, whose age it tells;
 * children that are a function get its data, as soon as there are some.
 */
export function Page({title, actions, poll = {}, problem = poll.data && poll.problem, children}) {
  const heading = useRef();
  useEffect(() => {
    document.title = title + ' · Staffetta';
  }, [title]);
  useEffect(() => {
    heading.current.focus({preventScroll: true});
    scrollTo(0, 0);
  }, []);
  return html`
    <div class="head">
      <h1 ref=${heading} tabindex="-1">${title}</h1>
      ${poll.at && html`<span class="asof">${t('asof', {time: clock(poll.at)})}</span>`}
      <div class="actions">${actions}</div>
    </div>
    <${Objection} problem=${problem} />
    ${typeof children === 'function' ? html`<${Asked} poll=${poll}>${children}<//>` : children}`;
}

/** The way to a page: what it says, and the address as link has it; kind: 'button' if it looks like one. */
export const linked = (text, path, query, kind) => html`<a class=${kind} href=${link(path, query)}>${text}</a>`;

/** A part of a page, mostly with a title of its own. */
export const Card = ({title, children}) => html`<section class="card">${title && html`<h2>${title}</h2>`}${children}</section>`;

/** Instead of a page that is not there, or not any more; with the way to another one. */
export const Gone = ({page = []}) => html`<${Page} title=${t('none.such')}>
  <p>${t('none.such.text')} ${linked(t('nav.' + (page.length ? page : 'now')), page)}</p><//>`;

/**
 * A button. need: role without which it is disabled, and says so. onClick may be asynchronous: it is busy until that is done, and a
 * Problem is told in a toast.
 */
export function Button({need, kind = '', disabled, onClick, children, ...rest}) {
  who.use();
  const [busy, setBusy] = useState(false);
  const lacking = need && !may(need);
  const click = async (event) => {
    // It is not disabled while it is busy: it would lose the focus.
    if (busy) {
      return;
    }
    try {
      const work = onClick?.(event);
      if (work?.then) {
        setBusy(true);
        await work;
      }
    } catch (problem) {
      toast(problem.words || problem.message, 'bad');
    } finally {
      setBusy(false);
    }
  };
  const why = lacking ? t('needs.role', {role: t('role.' + need)}) : rest.title;
  return html`<button type="button" ...${rest} class=${kind} title=${why} disabled=${lacking || disabled}
    aria-busy=${busy} onClick=${onClick && click}>${children}${lacking && html`<small>${why}</small>`}</button>`;
}

/** What was objected, if anything: {words} of a Problem, or a text. */
export function Objection({problem}) {
  return problem && html`<p class="box bad" role="alert">${problem.words || problem.message || problem}</p>`;
}

/** A form, which is not sent to anywhere: onSubmit does what is to be done. */
export const Form = ({onSubmit, children, ...rest}) => html`<form ...${rest} onSubmit=${(event) => {
  event.preventDefault();
  onSubmit?.();
}}>${children}</form>`;

/**
 * A labelled field. It makes an input, or, with options [[value, text]], a select, or with rows a textarea. onInput gets the value.
 * help is behind a (?); error stands beside it.
 */
export function Field({label, help, error, options, rows, value, onInput, required, note, id: given, type = 'text', ...rest}) {
  const made = useId();
  const id = given || made;
  const [open, setOpen] = useState(false);
  const described = [error && id + '-e', help && open && id + '-h', note && id + '-n'].filter(Boolean).join(' ');
  const common = {
    id, required, 'aria-invalid': error ? 'true' : undefined, 'aria-describedby': described || undefined,
    [options ? 'onChange' : 'onInput']: (event) => onInput(event.target.value), ...rest,
  };
  const control = options
    ? html`<select ...${common}>${options.map(([key, text]) => html`<option value=${key} selected=${key === value}>${text}</option>`)}</select>`
    : rows
      ? html`<textarea ...${common} rows=${rows} value=${value} />`
      : html`<input ...${common} type=${type} value=${value} autocomplete=${type === 'password' ? 'new-password' : 'off'} />`;
  return html`
    <div class=${'field' + (error ? ' wrong' : '')}>
      <label for=${id}>${label}${required && html` <abbr title=${t('required')}>*</abbr>`}</label>
      ${help && html`<button type="button" class="help" aria-expanded=${open} aria-label=${t('help.of', {field: label})} onClick=${() => setOpen(!open)}>?</button>`}
      ${control}
      ${help && open && html`<p class="hint" id=${id + '-h'}>${help}</p>`}
      ${note && html`<p class="hint" id=${id + '-n'}>${note}</p>`}
      ${error && html`<p class="error" id=${id + '-e'}>${error}</p>`}
    </div>`;
}

/** Accounts as a select has them: [[id, text]], with what stands for none of them first, if there is such a thing. */
export const choices = (accounts = [], none) => [
  ...(none ? [['', none]] : []), ...accounts.map(({id, description}) => [id, description ? description + ' (' + id + ')' : id])];

/** A box to tick. onInput gets whether it is ticked. */
export function Tick({label, value, onInput, error, ...rest}) {
  return html`<div class="field"><label class="tick"><input type="checkbox" ...${rest} checked=${value}
    onInput=${(event) => onInput(event.target.checked)} /> ${label}</label>${error && html`<p class="error">${error}</p>`}</div>`;
}

/**
 * What is wrong with a form: what gives the texts, which follow the language, by the names of its fields, '' for all of it. fail(errors) tells it; wrong is to stand above the form:
 * it takes the focus each time that something failed, and leads to the fields, whose ids are the prefix and their names.
 * label(name): how people call a field. Gives {errors, fail, wrong}.
 */
export function useErrors(prefix, label) {
  const [given, fail] = useState({});
  const box = useRef();
  const all = Object.entries(given).map(([name, text]) => [name, text()]);
  useEffect(() => box.current?.focus(), [given]);
  return {errors: Object.fromEntries(all), fail, wrong: all.length > 0 && html`<div class="box bad" role="alert" tabindex="-1" ref=${box}><b>${t('wrong', {n: all.length})}</b>
    <ul>${all.map(([name, text]) => html`<li>${name ? html`<a href="#" onClick=${(event) => {
    event.preventDefault();
    document.getElementById(prefix + name)?.focus();
  }}>${label(name) + ': ' + text}</a>` : text}</li>`)}</ul></div>`};
}

/** A dialog over the page. Escape closes it; where there is no onClose it stays, which some browsers do not leave to onCancel. The focus goes back to where it was. */
export function Dialog({title, onClose, wide, children}) {
  const box = useRef();
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    return () => before?.isConnected && before.focus();
  }, []);
  return html`<dialog ref=${box} class=${wide ? 'wide' : ''} aria-labelledby=${id} onCancel=${(event) => {
    event.preventDefault();
    onClose?.();
  }} onClose=${() => (onClose ? onClose() : box.current.showModal())}>
    <header><h2 id=${id}>${title}</h2>${onClose && html`<button type="button" class="plain" aria-label=${t('close')} onClick=${onClose}>✕</button>`}</header>
    ${children}
  </dialog>`;
}

/**
 * Asks before something is done. ask: {title, text, yes (the title, if it is not given), need, kind, why (whether a reason may or must be
 * given), not (whether it cannot be done yet)}; onYes gets the reason, and may fail. Children are fields.
 */
export function Confirm({ask: {title, text, yes = title, need, kind = 'primary', why: wanted, not}, onClose, onYes, children}) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState();
  const must = wanted === 'must';
  return html`<${Dialog} title=${title} onClose=${onClose}><${Form}>
    ${text && html`<p>${text}</p>`}
    <${Objection} problem=${problem} />
    ${wanted && html`<${Field} label=${t('why')} value=${why} onInput=${setWhy} maxlength="200" required=${must} autofocus />`}${children}
    <footer><${Button} onClick=${onClose}>${t('cancel')}<//>
      <${Button} type="submit" kind=${kind} need=${need} disabled=${not || must && !why.trim()} onClick=${async () => {
    try {
      await onYes(why.trim());
      onClose();
    } catch (failure) {
      setProblem(failure);
    }
  }}>${yes}<//></footer>
  <//><//>`;
}

/** A button that asks before it does something; ask, onYes and children as Confirm has them. */
export function Sure({ask, onYes, children, ...rest}) {
  const [open, setOpen] = useState();
  return html`<${Button} kind=${ask.kind} need=${ask.need} ...${rest} onClick=${() => setOpen(true)}>${ask.title}<//>
    ${open && html`<${Confirm} ask=${ask} onClose=${() => setOpen()} onYes=${onYes}>${children}<//>`}`;
}

/**
 * A table. columns: [[name, cell, 'num' for numbers, or 'row' for what names the row]]; cell is the name of what a row has, or (row) =>
 * what is shown; rowKey: the name of what tells a row from the others, or (row) => that. Narrow windows show each row as a card.
 * Names of columns begin with a capital, whatever they are elsewhere.
 */
export function Table({columns, rows, rowKey = 'id', caption, empty}) {
  if (!rows.length) {
    return html`<${Empty}>${empty || t('nothing')}<//>`;
  }
  const names = columns.map(([name]) => name.slice(0, 1).toUpperCase() + name.slice(1));
  const of = (row, cell, kind) => (typeof cell === 'function' ? cell(row) : kind ? num(row[cell]) : row[cell]);
  return html`<div class="scroll"><table>
    ${caption && html`<caption class="unseen">${caption}</caption>`}
    <thead><tr>${columns.map(([, , kind], i) => html`<th scope="col" class=${kind}>${names[i]}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => html`<tr key=${of(row, rowKey)}>${columns.map(([, cell, kind], i) => (kind === 'row'
    ? html`<th scope="row">${of(row, cell)}</th>`
    : html`<td data-name=${names[i]} class=${kind}><span>${of(row, cell, kind)}</span></td>`))}</tr>`)}</tbody>
  </table></div>`;
}

/** A cell with the instant that a row has by a name. */
export const time = (name) => (row) => html`<${Time} at=${row[name]} />`;

/** Names and what they are, [[name, value]], but for those that are not there. */
export const Facts = ({of}) => html`<dl class="facts">${of.filter(([, value]) => value).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;

export const Empty = ({children}) => html`<div class="empty">${children}</div>`;

/** What is shown of something that is asked for: the children get its data; before that it says that it waits, or what is wrong. */
export function Asked({poll, children}) {
  if (poll.data !== undefined) {
    return children(poll.data);
  }
  return poll.problem ? html`<${Objection} problem=${poll.problem} />` : html`<p class="wait" role="status">${t('waiting')}</p>`;
}

/** How good or bad a state, an outcome or a need is: the class of its colour. What is not here is neither. */
export const KINDS = Object.fromEntries(Object.entries({
  good: 'open ACCEPTED DELIVERED ALIVE',
  bad: 'parked DEAD FAILED UNDELIVERED SILENT REFUSED ACCOUNT_UNUSABLE critical error',
  warn: 'paused UNKNOWN EXPIRED BUSY NOT_SENT warning',
}).flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind])));

/** A state, in words and a colour. group: that of its words, such as 'state'. */
export const Badge = ({group = 'state', of, kind}) => html`<span class=${'badge ' + (kind || KINDS[of] || '')}>${word(group, of)}</span>`;

export const Time = ({at}) => (at ? html`<time datetime=${at} title=${at}>${when(at)}</time>` : '–');

const toasts = store([]);
const close = (one) => toasts.set(toasts.get().filter((other) => other !== one));

/** Tells something in a corner for some seconds. kind: 'good' or 'bad'. */
export function toast(text, kind = 'good') {
  const one = {text, kind, id: ++ids};
  toasts.set([...toasts.get(), one]);
  setTimeout(() => close(one), kind === 'bad' ? 12000 : 5000);
}

export function Toasts() {
  const all = toasts.use();
  return html`<div class="toasts" role="status" aria-live="polite">${all.map((one) => html`<div key=${one.id} class=${'toast ' + one.kind}>${one.text}
    <button type="button" class="plain" aria-label=${t('close')} onClick=${() => close(one)}>✕</button></div>`)}</div>`;
}

/** Copies a text for people to paste elsewhere. */
export function Copy({text}) {
  const [done, setDone] = useState(false);
  return html`<span class="copy"><code>${text}</code> <${Button} onClick=${async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
  }}>${done ? t('copied') : t('copy')}<//></span>`;
}
