import { MessagePage } from '@/components/errors/message-page';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';

export default function NotFound() {
  return (
    <MessagePage
      title="There is nothing by that name"
      actions={
        <>
          <Link href="/accounts" className={buttonClass('primary')}>
            Search accounts
          </Link>
          <Link href="/templates" className={buttonClass()}>
            All templates
          </Link>
        </>
      }
    >
      <p>
        No account, template or change has this id. An account appears here once it is synced from
        Stripe, or with the first session that is minted for it.
      </p>
    </MessagePage>
  );
}
