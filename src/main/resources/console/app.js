// The console: signs in, and shows the page of the address.
import {html, render, useEffect, useState} from './lib/dom.js';
import {ask, get, lock, may, unlock, who} from './lib/api.js';
import {go, useRoute} from './lib/router.js';
import {useLanguage} from './lib/words.js';
import {Gone} from './ui/parts.js';
import {PAGES, Shell} from './ui/shell.js';

const pages = {};

function App() {
  const {path, query} = useRoute();
  const name = path[0] || 'now';
  const [, setLoaded] = useState();
  who.use();
  useLanguage();
  useEffect(() => {
    if (PAGES.includes(name) && !pages[name]) {
      import(`/console/pages/${name}.js`).then((module) => {
        pages[name] = module.default;
        setLoaded(name);
      });
    }
  }, [name]);
  const Shown = pages[name];
  return html`<${Shell} page=${name}>
    ${!PAGES.includes(name) ? html`<${Gone} />` : Shown && html`<${Shown} key=${name} path=${path.slice(1)} query=${query} />`}
  <//>`;
}

/** A code in the address is good once: it is taken out of it before anything else. */
async function signIn() {
  const code = /^#code=([\w-]+)$/.exec(location.hash)?.[1];
  if (code) {
    location.replace('#/');
    try {
      unlock((await ask('POST', '/sign-in', {body: {code}, open: true})).data.token);
    } catch {
      lock('code');
    }
  }
}

/** Where there is no account yet, the first thing to do is to make one. */
async function welcome() {
  if (!location.hash.replace(/^#\/?/, '') && may('admin') && !(await get('/accounts')).length) {
    go('accounts', {new: 'choose'});
  }
}

async function begin() {
  await signIn();
  render(html`<${App} />`, document.body);
  for (;;) {
    try {
      who.set(await get('/whoami'));
      await welcome();
      return;
    } catch {
      await new Promise((goOn) => setTimeout(goOn, 3000));
    }
  }
}

begin();
