export { SectionsSkeleton as default } from '@/components/shell/skeletons';
