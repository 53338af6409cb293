import { useApiQuery } from '@griot/ui';

export interface ApplicationChoice {
  id: string;
  name: { fr: string; en: string };
}

/** Applications of the tenant whose metrics can be watched. */
export function useApplications(): ApplicationChoice[] {
  const query = useApiQuery<{ items: ApplicationChoice[] }>('/api/alert-thresholds/applications');
  return query.data?.items ?? [];
}
