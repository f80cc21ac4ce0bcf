/** Where Stripe's live components may be loaded: the merchant's view, and no other page. */
const LIVE_PAGE = /^\/accounts\/[^/]+\/view$/;

/**
 * Whether a page, by the path of its address, may load Stripe's live components. Such a page is sent
 * with the wider policy that they need (lib/http/page-policy.ts), so no other may be shown in its document.
 */
export const isLivePage = (path: string): boolean => LIVE_PAGE.test(path);
