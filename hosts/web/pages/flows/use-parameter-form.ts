import { ApiError, useMessages } from '@griot/ui';
import { useMemo, useState } from 'react';
import { flowsMessages } from './flows.messages.ts';
import { type FormField, formFields, type JsonSchema } from './form/form-fields.ts';
import {
  type FieldErrors,
  type FormValues,
  missingFields,
  openingValues,
  refusedFields,
  sentValues,
} from './form/form-values.ts';

export interface ParameterForm {
  fields: readonly FormField[];
  values: FormValues;
  errors: FieldErrors;
  /** What was refused and belongs to no field. */
  problems: readonly string[];
  change: (values: FormValues) => void;
  /** What to send, or null when something that must be filled is not: it is then told at its field. */
  read: () => FormValues | null;
  /** Puts a refusal of the server at the fields it names. */
  refuse: (error: unknown) => void;
}

/** The state of a form made from a flow's parameters. `without`: a parameter that something else gives. */
export function useParameterForm(schema: JsonSchema, given: FormValues = {}, without?: string): ParameterForm {
  const t = useMessages(flowsMessages);
  const fields = useMemo(() => formFields(schema).filter((field) => field.name !== without), [schema, without]);
  const [values, setValues] = useState<FormValues>(() => openingValues(fields, given));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problems, setProblems] = useState<readonly string[]>([]);
  return {
    fields,
    values,
    errors,
    problems,
    change: (next) => {
      setValues(next);
      // An error stays until what it is about changes.
      setErrors((before) => Object.fromEntries(Object.entries(before).filter(([path]) => same(values, next, path))));
    },
    read: () => {
      const missing = missingFields(fields, values, t('mustFill'));
      setErrors(missing);
      setProblems([]);
      return Object.keys(missing).length > 0 ? null : sentValues(fields, values);
    },
    refuse: (error) => {
      const refused = refusedFields(error instanceof ApiError ? error.details.issues : [], fields);
      setErrors(refused.errors);
      const text = error instanceof Error ? error.message : String(error);
      setProblems(Object.keys(refused.errors).length > 0 ? refused.rest : [text, ...refused.rest]);
    },
  };
}

function same(before: FormValues, next: FormValues, path: string): boolean {
  const name = path.split('.')[0] ?? '';
  return before[name] === next[name];
}
