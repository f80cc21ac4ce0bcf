import { applyEdits, type Stage, setStage } from './story';

/** A stage whose policy has some of everything: refunds and tax off, payments and payouts on. */
export async function setDropInStage(name: string): Promise<Stage> {
  const stage = await setStage(name);
  const set = {
    ...{ payments: 'on', 'payments.refund_management': 'off', 'payments.capture_payments': 'on' },
    ...{ payouts: 'on', tax_settings: 'off', tax_registrations: 'off', documents: 'on' },
  };
  await applyEdits(stage.api, [{ op: 'template.update', key: stage.template, set }]);
  return stage;
}
