import { Badge } from '../ui/badge';

/** What it means that a component is a preview, in one line. */
export const PREVIEW_MEANS =
  'Open only behind Stripe’s beta header. Stripe may change or end it without notice.';

/** Marks what Stripe has in preview. */
export function PreviewMark() {
  return (
    <Badge tone="accent" title={PREVIEW_MEANS}>
      Preview
    </Badge>
  );
}
