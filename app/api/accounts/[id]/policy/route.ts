import { route } from '@/lib/api';
import { getPolicy } from '@/lib/lane/get-policy';

export const GET = route(getPolicy);
