import {
  type AccountInFile,
  accountLines,
  accountsHead,
  writePolicy,
} from '../../../lib/domain/policy-files';
import { type Api, connect } from '../api';
import { EXIT, type Exit } from '../errors';
import { type Content, FOLDER, writeFolder } from '../folder';
import { counted, json, type Output } from '../output';
import { accountPages, loadPolicy } from '../platform';

/** accounts.yaml as its lines come, a page of accounts at a time; `tell` counts them. */
async function* accountsFile(api: Api, tell: (count: number) => void): AsyncGenerator<string> {
  let count = 0;
  for await (const page of accountPages(api)) {
    const own = page.map((account: AccountInFile) => accountLines(account)).join('');
    if (count === 0) yield accountsHead(api.url, page.length > 0);
    count += page.length;
    yield own;
  }
  tell(count);
}

/** `switchyard export [DIR]`: the platform's policy as files. */
export async function exportPolicy(
  output: Output,
  { folder = FOLDER, accounts, asJson }: { folder?: string; accounts: boolean; asJson: boolean },
): Promise<Exit> {
  const api = connect();
  const files = new Map<string, Content>(writePolicy(await loadPolicy(api), api.url));
  let written = 0;
  if (accounts) {
    const count = (found: number) => {
      written = found;
    };
    files.set('accounts.yaml', accountsFile(api, count));
  }
  const { strangers } = await writeFolder(folder, files);
  if (asJson) {
    output.out(json({ folder, files: [...files.keys()], strangers, accounts: written }));
    return EXIT.fine;
  }
  const many = accounts ? `, with ${counted(written, 'account')}` : '';
  output.out(`Wrote ${counted(files.size, 'file')} to ${folder}${many}.`);
  const others = strangers.filter((name) => accounts || name !== 'accounts.yaml');
  if (others.length > 0) {
    output.note(`Not from this export, and left there: ${others.join(', ')}.`);
  }
  return EXIT.fine;
}
