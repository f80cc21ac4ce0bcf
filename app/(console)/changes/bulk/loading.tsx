export { ListSkeleton as default } from '@/components/shell/skeletons';
