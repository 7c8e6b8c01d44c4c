// The parts that pages are made of.
import {html, useEffect, useRef, useState} from '../lib/dom.js';
import {may, who} from '../lib/api.js';
import {store} from '../lib/store.js';
import {clock, t, when, word} from '../lib/words.js';

let ids = 0;
const useId = () => useState(() => 'f' + ++ids)[0];

/** A page: its title is the browser's, too, and takes the focus when the page is opened. */
export function Page({title, actions, at, problem, children}) {
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
      ${at ? html`<span class="asof">${t('asof', {time: clock(at)})}</span>` : null}
      <div class="actions">${actions}</div>
    </div>
    <${Objection} problem=${problem} />
    ${children}`;
}

/**
 * A button. need: role without which it is disabled, and says so. onClick may be asynchronous: it is busy until that is done, and a
 * Problem is told in a toast.
 */
export function Button({need, kind = '', disabled, onClick, children, ...rest}) {
  who.use();
  const [busy, setBusy] = useState(false);
  const lacking = need && !may(need);
  const click = async (event) => {
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
  return html`<button type="button" ...${rest} class=${kind} title=${why} disabled=${lacking || disabled || busy}
    aria-busy=${busy} onClick=${onClick && click}>${children}${lacking ? html`<small>${why}</small>` : null}</button>`;
}

/** What was objected, if anything: {words} of a Problem, or a text. */
export function Objection({problem}) {
  return problem ? html`<p class="box bad" role="alert">${problem.words || problem.message || problem}</p>` : null;
}

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
      <label for=${id}>${label}${required ? html` <abbr title=${t('required')}>*</abbr>` : null}</label>
      ${help ? html`<button type="button" class="help" aria-expanded=${open} aria-label=${t('help.of', {field: label})} onClick=${() => setOpen(!open)}>?</button>` : null}
      ${control}
      ${help && open ? html`<p class="hint" id=${id + '-h'}>${help}</p>` : null}
      ${note ? html`<p class="hint" id=${id + '-n'}>${note}</p>` : null}
      ${error ? html`<p class="error" id=${id + '-e'}>${error}</p>` : null}
    </div>`;
}

/** A box to tick. onInput gets whether it is ticked. */
export function Tick({label, value, onInput, error, ...rest}) {
  return html`<div class="field"><label class="tick"><input type="checkbox" ...${rest} checked=${value}
    onInput=${(event) => onInput(event.target.checked)} /> ${label}</label>${error ? html`<p class="error">${error}</p>` : null}</div>`;
}

/** What is wrong with a form, above it: [[id of field, text]]. Takes the focus when there is something new. */
export function Wrong({errors, count}) {
  const box = useRef();
  useEffect(() => {
    if (errors.length) {
      box.current.focus();
    }
  }, [count]);
  return errors.length
    ? html`<div class="box bad" role="alert" tabindex="-1" ref=${box}><b>${t('wrong', {n: errors.length})}</b>
        <ul>${errors.map(([id, text]) => html`<li>${id ? html`<a href="#" onClick=${(event) => {
    event.preventDefault();
    document.getElementById(id)?.focus();
  }}>${text}</a>` : text}</li>`)}</ul></div>`
    : null;
}

/** A dialog over the page. Escape closes it, unless there is no onClose. */
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
  }}>
    <header><h2 id=${id}>${title}</h2>${onClose ? html`<button type="button" class="plain" aria-label=${t('close')} onClick=${onClose}>✕</button>` : null}</header>
    ${children}
  </dialog>`;
}

/** Asks before something is done. ask: {title, text, yes, need, why (whether a reason is asked for)}; onYes gets the reason. */
export function Confirm({ask, onClose, onYes}) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState();
  return html`<${Dialog} title=${ask.title} onClose=${onClose}>
    <p>${ask.text}</p>
    <${Objection} problem=${problem} />
    ${ask.why ? html`<${Field} label=${t('why')} value=${why} onInput=${setWhy} maxlength="200" required=${ask.why === 'must'} />` : null}
    <footer><${Button} onClick=${onClose}>${t('cancel')}<//>
      <${Button} kind=${ask.kind || 'primary'} need=${ask.need} disabled=${ask.why === 'must' && !why.trim()} onClick=${async () => {
    try {
      await onYes(why.trim());
      onClose();
    } catch (failure) {
      setProblem(failure);
    }
  }}>${ask.yes}<//></footer>
  <//>`;
}

/**
 * A table. columns: [{name, cell: (row) => …, number}]; key: (row) => …; onOpen(row) if a row leads somewhere.
 * Narrow windows show each row as a card.
 */
export function Table({columns, rows, rowKey, caption, empty}) {
  if (rows && !rows.length) {
    return html`<${Empty}>${empty || t('nothing')}<//>`;
  }
  return html`<div class="scroll"><table>
    ${caption ? html`<caption class="unseen">${caption}</caption>` : null}
    <thead><tr>${columns.map((column) => html`<th scope="col" class=${column.number ? 'num' : ''}>${column.name}</th>`)}</tr></thead>
    <tbody>${(rows || []).map((row) => html`<tr key=${rowKey(row)}>${columns.map((column) => html`<td data-name=${column.name}
      class=${column.number ? 'num' : ''}><span>${column.cell(row)}</span></td>`)}</tr>`)}</tbody>
  </table></div>`;
}

export const Empty = ({children}) => html`<div class="empty">${children}</div>`;

/** What is shown of something that is asked for: the children get its data; before that it says that it waits, or what is wrong. */
export function Asked({poll, children}) {
  if (poll.data !== undefined) {
    return children(poll.data);
  }
  return poll.problem ? html`<${Objection} problem=${poll.problem} />` : html`<p class="wait" role="status">${t('waiting')}</p>`;
}

const KINDS = {
  open: 'good', ACCEPTED: 'good', DELIVERED: 'good', ok: 'good',
  parked: 'bad', DEAD: 'bad', FAILED: 'bad', firing: 'bad', UNDELIVERED: 'bad',
  paused: 'warn', UNKNOWN: 'warn', RETRY: 'warn', EXPIRED: 'warn',
};

/** A state, in words and a colour. group: that of its words, such as 'state'. */
export const Badge = ({group = 'state', of, kind}) => html`<span class=${'badge ' + (kind || KINDS[of] || '')}>${word(group, of)}</span>`;

export const Time = ({at}) => (at ? html`<time datetime=${at} title=${at}>${when(at)}</time>` : '–');

const toasts = store([]);

/** Tells something in a corner for some seconds. kind: 'good' or 'bad'. */
export function toast(text, kind = 'good') {
  const one = {text, kind, id: ++ids};
  toasts.set([...toasts.get(), one]);
  setTimeout(() => toasts.set(toasts.get().filter((other) => other !== one)), kind === 'bad' ? 12000 : 5000);
}

export function Toasts() {
  const all = toasts.use();
  return html`<div class="toasts" role="status" aria-live="polite">${all.map((one) => html`<div key=${one.id} class=${'toast ' + one.kind}>${one.text}
    <button type="button" class="plain" aria-label=${t('close')} onClick=${() => toasts.set(toasts.get().filter((other) => other !== one))}>✕</button></div>`)}</div>`;
}

/** Copies a text for people to paste elsewhere. */
export function Copy({text}) {
  const [done, setDone] = useState(false);
  return html`<span class="copy"><code>${text}</code> <${Button} onClick=${async () => {
    await navigator.clipboard.writeText(text);
    setDone(true);
  }}>${done ? t('copied') : t('copy')}<//></span>`;
}
