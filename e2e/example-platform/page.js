import { fetchClientSecret } from './client/browser.js';
import { loadConnectAndInitialize } from './connect.js';

const { publishableKey } = document.querySelector('script[data-publishable-key]').dataset;
const problem = document.querySelector('#problem');

function tell(message) {
  problem.textContent = message;
  problem.hidden = false;
}

const connect = loadConnectAndInitialize({
  publishableKey,
  fetchClientSecret: fetchClientSecret('/account-session', {
    onAnswer: ({ refunds }) => {
      problem.hidden = true;
      document.querySelector('#refunds').hidden = refunds;
    },
    onError: ({ message }) => tell(message),
  }),
});

for (const section of document.querySelectorAll('[data-component]')) {
  const element = connect.create(section.dataset.component);
  element.setOnLoadError(() => section.remove());
  section.append(element);
}

document.querySelector('form[action="/sign-out"]').addEventListener('submit', async (event) => {
  event.preventDefault();
  await connect.logout().catch(() => undefined);
  event.target.submit();
});
