import { defined } from '@/shared/defined';
import { t } from '@/shared/i18n/translate';
import { Check } from '@/shared/ui/Check';
import { Field, FieldNote } from '@/shared/ui/Field';
import { Select } from '@/shared/ui/Select';
import type { AnswerField, FieldValue, FieldValues } from './answer-form';

type AnswerFormProps = {
  fields: readonly AnswerField[];
  values: FieldValues;
  problems: Readonly<Record<string, string>>;
  onChange: (values: FieldValues) => void;
};

/** What a tool wants to know, as the fields of a form. */
export function AnswerForm({ fields, values, problems, onChange }: AnswerFormProps) {
  return fields.map((field) => (
    <FormField
      key={field.name}
      field={field}
      value={values[field.name]}
      problem={problems[field.name]}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  ));
}

type FormFieldProps = {
  field: AnswerField;
  value: FieldValue | undefined;
  problem: string | undefined;
  onChange: (value: FieldValue) => void;
};

function FormField({ field, value, problem, onChange }: FormFieldProps) {
  const label = field.isRequired ? `${field.label} *` : field.label;
  switch (field.kind) {
    case 'boolean':
      return <Check label={label} checked={value === true} onChange={onChange} hint={field.hint} />;
    case 'choice':
      return (
        <Select
          label={label}
          hint={field.hint}
          error={problem}
          value={typeof value === 'string' ? value : ''}
          options={[{ value: '', label: t('Choose…') }, ...field.choices]}
          onChange={onChange}
        />
      );
    case 'choices':
      return <Choices {...{ field, label, value, problem, onChange }} />;
    default:
      return (
        <Field
          label={label}
          {...defined({ hint: field.hint })}
          error={problem}
          type={field.format ?? 'text'}
          inputMode={INPUT_MODES[field.kind]}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

const INPUT_MODES = { text: undefined, number: 'decimal', integer: 'numeric' } as const;

function Choices({ field, label, value, problem, onChange }: FormFieldProps & { label: string }) {
  const chosen = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <fieldset>
      <legend className="mb-1 font-medium text-sm">{label}</legend>
      {field.choices.map((choice) => (
        <Check
          key={choice.value}
          label={choice.label}
          checked={chosen.includes(choice.value)}
          onChange={(checked) =>
            onChange(
              checked
                ? [...chosen, choice.value]
                : chosen.filter((other) => other !== choice.value),
            )
          }
        />
      ))}
      <FieldNote hint={field.hint} error={problem} />
    </fieldset>
  );
}
