import { Field, Select, useLocale, useMessages } from '@griot/ui';
import type { FlowDescription } from '../../../api/flows.ts';
import { flowsMessages } from '../flows.messages.ts';

/** Which flow a dialog is about. */
export function FlowChoice(props: {
  flows: readonly FlowDescription[];
  value: string;
  onChange: (name: string) => void;
}) {
  const t = useMessages(flowsMessages);
  const { locale } = useLocale();
  return (
    <Field label={t('flow')}>
      {({ id }) => (
        <Select
          id={id}
          label={t('flow')}
          value={props.value}
          options={props.flows.map((one) => ({ value: one.name, label: one.label[locale] }))}
          onChange={(value) => value && props.onChange(value)}
        />
      )}
    </Field>
  );
}
