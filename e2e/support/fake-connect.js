// Stands in for Stripe's Connect.js, which a test must not reach: it implements what the npm package
// expects of it and mounts plain text. It never puts a secret anywhere.
(() => {
  const log = [];
  const fake = { log, fail: window.fakeConnectFails ?? null };
  let instance = null;

  class Component extends HTMLElement {
    setConnector(connect) {
      this.connect = connect;
      if (this.isConnected) this.begin();
    }
    connectedCallback() {
      if (this.connect) this.begin();
    }
    async begin() {
      if (this.begun) return;
      this.begun = true;
      const elementTagName = this.localName.replace('stripe-connect-', '');
      // Setters are called once the instance is there, in no promised order.
      await new Promise((resolve) => setTimeout(resolve));
      const tell = (error) => this.onLoadError?.({ elementTagName, error });
      try {
        await this.connect.secret;
      } catch (error) {
        tell({ type: 'account_session_create_error', message: error.message });
        return;
      }
      this.onLoaderStart?.({ elementTagName });
      if (fake.fail) {
        tell(fake.fail);
        return;
      }
      const about = this.about ? ` of ${this.about}` : '';
      this.textContent = `Live ${elementTagName}${about}`;
      log.push(`mounted ${elementTagName}`);
    }
    disconnectedCallback() {
      this.textContent = '';
    }
    setOnLoaderStartInternalOnly(listener) {
      this.onLoaderStart = listener;
    }
    setOnLoadErrorInternalOnly(listener) {
      this.onLoadError = listener;
    }
    setOnExitInternalOnly(listener) {
      this.onLeave = listener;
    }
    setOnCloseInternalOnly(listener) {
      this.onLeave = listener;
    }
    setPaymentInternalOnly(id) {
      this.about = id;
    }
    setPayoutInternalOnly(id) {
      this.about = id;
    }
    setFinancialAccountInternalOnly(id) {
      this.about = id;
    }
  }

  const TAGS =
    'account-onboarding disputes-list payments payment-details payment-disputes payouts payouts-list payout-details balances account-management notification-banner instant-payouts-promotion issuing-card issuing-cards-list financial-account financial-account-transactions documents tax-registrations tax-settings balance-report payout-reconciliation-report';
  for (const tag of TAGS.split(' ')) {
    customElements.define(`stripe-connect-${tag}`, class extends Component {});
  }

  const init = (params) => {
    const { eagerClientSecretPromise } = params.metaOptions;
    log.push('init');
    // As Stripe's own does: the first secret is the one that the loader has asked for already.
    const secret = eagerClientSecretPromise.then((value) => {
      if (!/^accs_secret__/.test(value)) throw new Error('That is no secret.');
      log.push('secret');
    });
    secret.catch(() => log.push('no secret'));
    instance = {
      connect: { secret },
      update: ({ appearance }) => {
        fake.appearance = appearance;
        log.push('update');
      },
      logout: async () => {
        // Kept past the page itself, for a test that leaves it.
        sessionStorage.fakeLogouts = Number(sessionStorage.fakeLogouts ?? 0) + 1;
        log.push('logout');
      },
    };
    fake.publishableKey = params.publishableKey;
    fake.appearance = params.appearance;
    // What Stripe's own does when a session has run out.
    fake.refresh = async () => {
      const value = await params.fetchClientSecret();
      log.push(/^accs_secret__/.test(value) ? 'secret' : 'no secret');
    };
    return instance;
  };

  window.StripeConnect = { ...window.StripeConnect, init };
  window.fakeConnect = fake;
})();
