/**
 * The settings of a queue, stream or group, changed while the world runs: each by itself, as an
 * intervention. What the world refuses is said beside the control, and the control shows again
 * what is so.
 */
import { useId, useState } from 'react';
import type { Intervention, SettingView } from '../../projection';
import { useRunActions } from '../run';
import { useByHand } from './byHand';
import styles from './inspector.module.css';
import { text } from './messages.en';
import { Section } from './Section';
import { choiceText, streamText } from './streamMessages.en';
import tables from './tables.module.css';

type Value = Extract<Intervention, { kind: 'Configure' }>['settings'][SettingView['name']];

interface SettingsFormProps {
  readonly part: string;
  readonly settings: readonly SettingView[];
}

export function SettingsForm({ part, settings }: SettingsFormProps) {
  const byHand = useByHand();
  if (settings.length === 0) return null;
  return (
    <Section title={streamText.settings} note={streamText.settingsNote}>
      <fieldset disabled={!byHand.allowed} className={styles.plain}>
        {settings.map((setting) => (
          <SettingRow key={setting.name} part={part} setting={setting} />
        ))}
      </fieldset>
      {!byHand.allowed && <p className={styles.reason}>{text.pastReason}</p>}
    </Section>
  );
}

function SettingRow({ part, setting }: { readonly part: string; readonly setting: SettingView }) {
  const actions = useRunActions();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [control, refused] = [useId(), useId()];
  const set = (value: Value): void => {
    const settings = { [setting.name]: value };
    void actions.intervene({ kind: 'Configure', part, settings }).then((outcome) => {
      setRefusal(outcome.kind === 'refused' ? outcome.reason : null);
    });
  };
  const attributes = {
    id: control,
    ...(refusal === null ? {} : { 'aria-invalid': true, 'aria-describedby': refused }),
  };
  return (
    <div className={tables.setting}>
      <label htmlFor={control}>{streamText.settingNames[setting.name]}</label>
      {setting.kind === 'number' && (
        <NumberSetting key={setting.value} {...{ setting, set, attributes }} />
      )}
      {setting.kind === 'choice' && (
        <select
          {...attributes}
          className={tables.control}
          value={setting.value}
          onChange={(event) => set(event.currentTarget.value)}
        >
          {setting.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choiceText(setting.name, choice)}
            </option>
          ))}
        </select>
      )}
      {setting.kind === 'flag' && (
        <input
          {...attributes}
          type="checkbox"
          checked={setting.value}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      )}
      {refusal !== null && (
        <p id={refused} role="alert" className={tables.refusal}>
          {refusal}
        </p>
      )}
    </div>
  );
}

interface NumberSettingProps {
  readonly setting: Extract<SettingView, { kind: 'number' }>;
  readonly set: (value: number | null) => void;
  readonly attributes: { readonly id: string };
}

/** Takes effect with Enter or when it is left; Escape takes the hand's value back. */
function NumberSetting({ setting, set, attributes }: NumberSettingProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = setting.value === null ? '' : String(setting.value);
  const commit = (): void => {
    if (typed === null) return;
    setTyped(null);
    if (typed === shown) return;
    set(typed.trim() === '' ? null : Number(typed));
  };
  return (
    <input
      {...attributes}
      className={`num ${tables.control}`}
      inputMode="numeric"
      value={typed ?? shown}
      placeholder={setting.optional ? streamText.noLimit : ''}
      title={setting.optional ? streamText.emptyIsNone : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
