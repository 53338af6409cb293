/** What was refused and belongs to no field. */
export function Problems({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <div role="alert" className="mb-3 border-l-2 border-bad px-3 text-bad">
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}
