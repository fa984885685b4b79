// Exercises a broker with a client that shares no code with librdkafka or Java. Prints one JSON line of what it saw.
import { Kafka, CompressionTypes, logLevel } from 'kafkajs';

const [broker, topic] = process.argv.slice(2);
const kafka = new Kafka({ clientId: 'kafkajs', brokers: [broker], logLevel: logLevel.ERROR });
const admin = kafka.admin();
await admin.connect();
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

const seen = [];
const consumer = kafka.consumer({ groupId: `${topic}-group` });
await consumer.connect();
await consumer.subscribe({ topic, fromBeginning: true });
await new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error(`only ${seen} after 60 s`)), 60000).unref();
  consumer.run({
    eachMessage: async ({ message }) => {
      seen.push(message.value.toString());
      if (seen.length === 4) resolve();
    },
  });
});
await consumer.disconnect();
const offsets = await admin.fetchOffsets({ groupId: `${topic}-offsets`, topics: [topic] });
const groups = (await admin.listGroups()).groups.map((group) => group.groupId);
console.log(JSON.stringify({ seen, offset: offsets[0].partitions.find((one) => one.partition === 0).offset, groups }));
await Promise.all([producer.disconnect(), transactional.disconnect(), admin.disconnect()]);
