import { MessagePage } from '@/components/errors/message-page';
import { buttonClass } from '@/components/ui/button';
import { Link } from '@/components/ui/link';

export default function NotFound() {
  return (
    <main>
      <MessagePage
        title="There is no such page"
        actions={
          <Link href="/" className={buttonClass('primary')}>
            Home
          </Link>
        }
      >
        <p>The address may be mistyped, or what it led to is gone.</p>
      </MessagePage>
    </main>
  );
}
