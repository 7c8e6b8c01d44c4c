// Addresses: #/messages/01M8…?state=DEAD. All that a page shows is in its address, so that it can be sent to a colleague.
import {withQuery} from './api.js';
import {store} from './store.js';

function read() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return {
    path: path.split('/').filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(query || '')),
  };
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

const route = store(read());
addEventListener('hashchange', () => route.set(read()));

/** {path: ['messages', '01M8…'], query: {state: 'DEAD'}}, as the address is now. */
export const useRoute = () => route.use();

/** Address of a page: link('messages', {state: 'DEAD'}), link(['messages', id]). What is empty in the query is left out. */
export function link(path, query = {}) {
  return withQuery('#/' + [].concat(path).map(encodeURIComponent).join('/'), query);
}

/** Goes to a page. */
export function go(path, query) {
  location.hash = link(path, query);
}

/** Changes some of the query, and stays on the page; the way back leads to the page before. */
export function setQuery(change) {
  const now = read();
  history.replaceState(null, '', link(now.path, {...now.query, ...change}));
  route.set(read());
}
