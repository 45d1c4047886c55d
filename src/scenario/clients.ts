/** References of those who send and read: workloads and services. */
import type { Checks } from './checks';
import type { PartConfig } from './schema';

type Of<K extends PartConfig['kind']> = Extract<PartConfig, { kind: K }>;
type Membership = Extract<Of<'service'>['consumes'][number], { group: string }>;

/** What is said of a publication to an exchange only, and of a record only. */
const OF_EXCHANGE = ['routingKey', 'priority', 'ttlMs', 'headers'] as const;
const OF_STREAM = ['acks', 'retryMs', 'retries', 'requestTimeoutMs', 'batchRecords'] as const;

/** Checks what a workload sends, and where. */
export function checkWorkload(part: Of<'workload'>, path: string, checks: Checks): void {
  const { byId, refer, talks, knownType, report } = checks;
  const { sends } = part;
  const at = `${path}.sends.to`;
  knownType(`${path}.sends.type`, sends.type);
  if (!refer(at, sends.to, ['service', 'external', 'exchange', 'stream'])) return;
  talks(at, part.id, sends.to);
  const kind = byId.get(sends.to)?.kind;
  if (kind === 'unreadable') return;
  const foreign = [
    ...(kind === 'exchange' ? [] : OF_EXCHANGE),
    ...(kind === 'stream' ? [] : OF_STREAM),
    ...(kind === 'stream' || kind === 'exchange' ? [] : (['key'] as const)),
  ];
  for (const field of foreign) {
    if (sends[field] === undefined) continue;
    const message = `"${sends.to}" is of kind ${kind ?? ''}, which has no use for it`;
    report('wrongTarget', `${path}.sends.${field}`, message, 'leave it out');
  }
}

/** Checks what a service consumes, publishes and calls. */
export function checkService(part: Of<'service'>, path: string, checks: Checks): void {
  const { refer, talks, knownType } = checks;
  checkConsumptions(part, path, checks);
  for (const [type, destination] of Object.entries(part.publishes)) {
    const at = `${path}.publishes.${type}`;
    knownType(at, type);
    const [place, id, kind] =
      typeof destination === 'string'
        ? ([at, destination, 'exchange'] as const)
        : 'stream' in destination
          ? ([`${at}.stream`, destination.stream, 'stream'] as const)
          : ([`${at}.exchange`, destination.exchange, 'exchange'] as const);
    if (refer(place, id, [kind])) talks(place, part.id, id);
  }
  part.calls.forEach((id, index) => {
    const at = `${path}.calls[${index}]`;
    if (refer(at, id, ['service', 'external'])) talks(at, part.id, id);
  });
  for (const [asked, reply] of Object.entries(part.replies)) {
    knownType(`${path}.replies.${asked}`, asked);
    knownType(`${path}.replies.${asked}`, reply);
  }
}

function checkConsumptions(part: Of<'service'>, path: string, checks: Checks): void {
  const { refer, talks, report } = checks;
  const seen = new Set<string>();
  part.consumes.forEach((one, index) => {
    const isGroup = 'group' in one;
    const id = isGroup ? one.group : one.queue;
    const at = `${path}.consumes[${index}].${isGroup ? 'group' : 'queue'}`;
    if (seen.has(id)) {
      const hint = isGroup ? 'name each group once, with all its streams' : 'name each queue once';
      report('duplicate', at, `"${id}" is consumed twice`, hint);
    }
    seen.add(id);
    if (refer(at, id, [isGroup ? 'group' : 'queue'])) talks(at, part.id, id);
    if (isGroup) checkMembership(part, one, `${path}.consumes[${index}]`, checks);
  });
}

function checkMembership(
  part: Of<'service'>,
  one: Membership,
  path: string,
  { byId, refer, talks, report }: Checks,
): void {
  const group = byId.get(one.group);
  one.streams.forEach((id, index) => {
    const at = `${path}.streams[${index}]`;
    if (!refer(at, id, ['stream'])) return;
    talks(at, part.id, id);
    const stream = byId.get(id);
    if (stream?.kind !== 'stream' || group?.kind !== 'group') return;
    if (stream.broker === group.broker) return;
    const message = `"${id}" stands in "${stream.broker}", the group in "${group.broker}"`;
    report('otherBroker', at, message, 'a group reads streams of its own cluster');
  });
  if (group?.kind === 'group' && one.heartbeatMs >= group.sessionTimeoutMs) {
    report(
      'heartbeatTooSlow',
      `${path}.heartbeatMs`,
      `a member heard every ${one.heartbeatMs} ms counts as dead after ${group.sessionTimeoutMs} ms`,
      'at most a third of the group’s sessionTimeoutMs',
    );
  }
  if (!one.transactional) return;
  if (group?.kind === 'group' && group.protocol === 'share') {
    const hint = 'leave it out, or choose another protocol';
    report('contradiction', `${path}.transactional`, 'a share group has no transactions', hint);
  }
  for (const [type, destination] of Object.entries(part.publishes)) {
    if (typeof destination === 'string' || !('stream' in destination)) continue;
    if (destination.acks === undefined || destination.acks === 'all') continue;
    const message = `a transaction needs acks "all", not ${destination.acks}`;
    report('contradiction', `${path}.transactional`, message, `change publishes.${type}.acks`);
  }
}
