// Exercises a broker with a client that shares no code with librdkafka or Java. Prints one JSON line of what it saw.
import { Kafka, CompressionTypes, logLevel } from 'kafkajs';

const [broker, topic, scenario] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'kafkajs', brokers: [broker], logLevel: logLevel.NOTHING, retry: { retries: 20 } });
const admin = kafka.admin();
await admin.connect();

const within = (what, work) => new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(`${what}: not within 90 s`)), 90000).unref();
  work(resolve).catch(reject);
});

async function until(what, condition) {
  for (const end = Date.now() + 90000; !(await condition()); await new Promise((next) => setTimeout(next, 50)))
    if (Date.now() > end) throw new Error(`${what}: not within 90 s`);
}

async function read(groupId, count) {
  const seen = [];
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await within(`${count} records`, async (done) => consumer.run({
    eachMessage: async ({ message }) => {
      seen.push(message);
      if (seen.length === count) done();
    },
  }));
  await consumer.disconnect();
  return seen;
}

async function records() {
  await admin.createTopics({ topics: [{ topic, numPartitions: 2, replicationFactor: 1 }] });
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  for (const compression of [CompressionTypes.None, CompressionTypes.GZIP])
    await producer.send({ topic, compression, messages: [{ key: 'k', value: `plain ${compression}`, headers: { h: 'x' } }] });
  const transactional = kafka.producer({ transactionalId: `${topic}-tx`, idempotent: true, maxInFlightRequests: 1 });
  await transactional.connect();
  for (const commit of [true, false, true]) {
    const transaction = await transactional.transaction();
    await transaction.send({ topic, messages: [{ key: 'k', value: commit ? 'committed' : 'aborted' }] });
    await transaction.sendOffsets({ consumerGroupId: `${topic}-offsets`, topics: [{ topic, partitions: [{ partition: 0, offset: commit ? '7' : '9' }] }] });
    await (commit ? transaction.commit() : transaction.abort());
  }
  const seen = await read(`${topic}-group`, 4);
  let offsets;
  // Apache Kafka answers a commit before the offsets it moves can be read.
  await until('the committed offset', async () => {
    const [found] = await admin.fetchOffsets({ groupId: `${topic}-offsets`, topics: [topic] });
    offsets = found.partitions.sort((a, b) => a.partition - b.partition).map((one) => one.offset);
    return offsets[0] === '7';
  });
  const groups = (await admin.listGroups()).groups.map((group) => group.groupId);
  await Promise.all([producer.disconnect(), transactional.disconnect()]);
  return { seen: seen.map((message) => message.value.toString()), headers: [seen[0].headers.h.toString()], offsets, groups };
}

async function member(groupId, assignments, name) {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10000, heartbeatInterval: 500, maxWaitTimeInMs: 200 });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => { assignments[name] = payload.memberAssignment[topic] ?? []; });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  return consumer;
}

async function group() {
  await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1 }] });
  const groupId = `${topic}-group`;
  const assignments = {};
  const first = await member(groupId, assignments, 'first');
  const second = await member(groupId, assignments, 'second');
  await until('two members with two partitions each', () => assignments.first?.length === 2 && assignments.second?.length === 2);
  const shared = [...assignments.first, ...assignments.second].sort().map(String);
  const state = async () => (await admin.describeGroups([groupId])).groups[0].state;
  await until('a stable group', async () => (await state()) === 'Stable');
  const busy = await admin.deleteGroups([groupId]).then(() => 'deleted', (error) => error.groups[0].error.type);
  await second.disconnect();
  await until('the survivor has everything', () => assignments.first.length === 4);
  const survivor = [...assignments.first].sort().map(String);
  const states = ['Stable'];
  await first.disconnect();
  await until('an empty group', async () => (await state()) === 'Empty');
  states.push('Empty');

  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, acks: 1, messages: Array.from({ length: 20 }, (_, i) => ({ partition: 0, value: `${i}` })) });
  const extent = [];
  const note = async () => {
    const found = (await admin.fetchTopicOffsets(topic)).find((one) => one.partition === 0);
    extent.push(`${found.high} ${found.low}`);
  };
  await note();
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '12' }] });
  await note();
  await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '12' }] });
  const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const offsets = [0, 1].map((index) => found.partitions.find((one) => one.partition === index).offset);
  await admin.deleteGroups([groupId]);
  await admin.createPartitions({ topicPartitions: [{ topic, count: 6 }] });
  let count;
  await until('six partitions', async () => {
    count = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0].partitions.length;
    return count === 6;
  });
  await admin.deleteTopics({ topics: [topic] });
  await producer.disconnect();
  return { shared, survivor, states, extent, offsets, admin: [`${count}`, busy] };
}

async function fence() {
  await admin.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] });
  const open = async () => {
    const producer = kafka.producer({ transactionalId: `${topic}-tx`, idempotent: true, maxInFlightRequests: 1, retry: { retries: 2 } });
    await producer.connect();
    return producer;
  };
  const first = await open();
  const zombie = await first.transaction();
  await zombie.send({ topic, messages: [{ value: 'zombie' }] });
  const second = await open();
  const transaction = await second.transaction();
  await transaction.send({ topic, messages: [{ value: 'second' }] });
  const refused = await zombie.commit().then(() => 'committed', (error) => error.type ?? error.cause?.type ?? error.message);
  await transaction.commit();
  const seen = await read(`${topic}-group`, 1);
  await Promise.all([first.disconnect(), second.disconnect()]);
  return { seen: seen.map((message) => message.value.toString()), refused: [refused] };
}

console.log(JSON.stringify(await { records, group, fence }[scenario]()));
await admin.disconnect();
