import type { TemplateDetail } from '@/lib/domain/views';

/** A template with its ancestors, for a draft that stands on it; null where it cannot be had. */
export async function fetchTemplate(key: string): Promise<TemplateDetail | null> {
  try {
    const response = await fetch(`/api/templates/${encodeURIComponent(key)}`);
    return response.ok ? ((await response.json()) as TemplateDetail) : null;
  } catch {
    return null;
  }
}
