export { MatrixSkeleton as default } from '@/components/shell/skeletons';
