import { Card, Skeleton } from '@griot/ui';

export function ChartSkeleton({ className, height = 260 }: { className?: string; height?: number }) {
  return (
    <Card className={className}>
      <Skeleton className="mt-2 h-4 w-40" />
      <div className="mt-4" style={{ height }}>
        <Skeleton className="h-full w-full" />
      </div>
    </Card>
  );
}
