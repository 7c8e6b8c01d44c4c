import {html} from '../lib/dom.js';
import {addWords, t} from '../lib/words.js';
import {Page} from '../ui/parts.js';
import words from '../words/admin.js';

addWords(words);

export default function Admin({path, query}) {
  return html`<${Page} title=${t('nav.admin')}><//>`;
}
