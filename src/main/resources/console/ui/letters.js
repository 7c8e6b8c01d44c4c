// A list of dead letters that stays quick however long it is: only the rows that can be seen are drawn.
import {html, useEffect, useRef, useState} from '../lib/dom.js';
import {get, withQuery} from '../lib/api.js';
import {t, word} from '../lib/words.js';
import {Badge, linked, Objection, Time} from './parts.js';

const PAGE = 500;

/** Rows that are drawn: those that can be seen, and some around them. Each has a place that it keeps while it is one of them. */
const DRAWN = 32;
const NARROW = matchMedia('(max-width: 640px)');
const height = () => (NARROW.matches ? 108 : 40);

/** The letters of a filter, more of them as somebody scrolls. Gives {rows, more, loading, problem, reload}. */
export function useLetters(query) {
  const [state, setState] = useState({rows: []});
  const busy = useRef();
  const load = async (rows, before) => {
    busy.current = true;
    try {
      const page = await get(withQuery('/dead-letters', {...query, limit: rows.length ? PAGE : 100, before}));
      setState({rows: rows.concat(page.deadLetters), next: page.next, at: Date.now()});
    } catch (problem) {
      setState({rows, next: rows.length ? before : undefined, problem, at: Date.now()});
    }
    busy.current = false;
  };
  useEffect(() => {
    load([]);
  }, []);
  return {...state, more: () => state.next && !busy.current && load(state.rows, state.next), reload: () => load([])};
}

/** letters: of useLetters; ticked: a Set of ids; tick(id, whether). total: how many there are. */
export function Letters({letters, total, ticked, tick, all}) {
  // An object, so that what is set is always drawn: rows are higher once the window is narrow.
  const [{first}, setFrom] = useState({first: 0});
  const {rows} = letters;
  const row = height();
  const from = Math.max(0, first - 8);
  const seen = rows.slice(from, from + DRAWN);
  const look = ({target}) => {
    const at = Math.floor(target.scrollTop / row);
    if (Math.abs(at - first) > 5 || at === 0) {
      setFrom({first: at});
    }
    if (at > rows.length - 150) {
      letters.more();
    }
  };
  useEffect(() => {
    const redraw = () => setFrom({first: 0});
    NARROW.addEventListener('change', redraw);
    return () => NARROW.removeEventListener('change', redraw);
  }, []);
  const head = [t('why'), t('to'), t('account'), t('detail'), t('dead.since'), t('attempts')];
  return html`<${Objection} problem=${letters.problem} />
    <div class="letters" tabindex="0" role="table" aria-label=${t('nav.dead')} aria-rowcount=${total + 1} onScroll=${look}>
    <div role="row" class="top" aria-rowindex="1"><span role="columnheader"><span class="unseen">${t('dead.tick')}</span></span>${head.map((name) => html`<span role="columnheader" key=${name}>${name}</span>`)}</div>
    <div role="rowgroup" style=${{height: rows.length * row + 'px'}}>${seen.map((one, i) => html`<div role="row" key=${(from + i) % DRAWN} aria-rowindex=${from + i + 2} style=${{top: (from + i) * row + 'px', height: row + 'px'}}>
      <span role="cell"><input type="checkbox" aria-label=${t('dead.tick.one', {id: one.id})} checked=${all || ticked.has(one.id)} disabled=${all} onInput=${(event) => tick(one.id, event.target.checked)} /></span>
      <span role="cell"><${Badge} of=${one.reason} kind=${one.perhapsSent ? 'warn' : 'bad'} />${one.perhapsSent && one.reason !== 'UNKNOWN' && html` <small>${word('state', 'UNKNOWN')}</small>`}</span>
      <span role="cell">${linked(one.to || one.id, ['messages', one.id])}</span>
      <span role="cell">${one.account}</span>
      <span role="cell" title=${one.detail}>${one.detail}</span>
      <span role="cell"><${Time} at=${one.diedAt} /></span>
      <span role="cell">${one.attempts}</span></div>`)}</div>
  </div>`;
}
