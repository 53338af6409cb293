export function corrected(_model: string, json: unknown): object {
  return json as object;
}
