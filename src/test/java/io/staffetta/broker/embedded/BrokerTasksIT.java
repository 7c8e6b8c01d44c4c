package io.staffetta.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.ActiveMQSession;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Queue;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.thread.TaskRunner;
import org.junit.jupiter.api.Test;

class BrokerTasksIT {

    private static final int QUEUES = 100;
    private static final int ROUNDS = 20;
    private static final long WAIT_MILLIS = 10_000;

    private static long queueThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("broker-queues"))
                .count();
    }

    @Test
    void servesManyQueuesThatAreBusyAtOnceWithFewThreads() throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setTaskRunnerFactory(new BrokerTasks());
        broker.setDestinations(IntStream.range(0, QUEUES)
                .mapToObj(i -> new ActiveMQQueue("sms.account." + i))
                .toArray(ActiveMQDestination[]::new));
        broker.start();
        try {
            List<Queue> queues = broker.getBroker().getDestinationMap().values().stream()
                    .filter(Queue.class::isInstance)
                    .map(Queue.class::cast)
                    .toList();
            assertThat(queues).hasSize(QUEUES);
            long most = 0;
            for (int i = 0; i < ROUNDS; i++) {
                // What the broker tells all queues each time when messages have left its memory.
                queues.forEach(queue -> queue.onUsageChanged(null, 2, 1));
                most = Math.max(most, queueThreads());
            }

            assertThat(most).isBetween(1L, (long) BrokerTasks.QUEUE_THREADS);
        } finally {
            broker.stop();
        }
    }

    @Test
    void servesAQueueWhileTheConsumersOfManyOthersKeepWhatTheyHave() throws Exception {
        BrokerService broker = new BrokerService();
        broker.setBrokerName("few-threads");
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setTaskRunnerFactory(new BrokerTasks());
        broker.start();
        try (Connection connection =
                        new ActiveMQConnectionFactory("vm://few-threads?create=false&async=false").createConnection();
                Session session = connection.createSession(false, ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(null)) {
            connection.start();
            List<MessageConsumer> consumers = new ArrayList<>();
            List<Message> kept = new ArrayList<>();
            for (int i = 0; i < QUEUES; i++) {
                jakarta.jms.Queue queue = session.createQueue("sms.account." + i + "?consumer.prefetchSize=1");
                MessageConsumer consumer = session.createConsumer(queue);
                producer.send(session.createQueue("sms.account." + i), session.createTextMessage("first"));
                producer.send(session.createQueue("sms.account." + i), session.createTextMessage("second"));
                kept.add(consumer.receive(WAIT_MILLIS));
                consumers.add(consumer);
            }
            assertThat(kept).doesNotContainNull();

            MessageConsumer urgent = session.createConsumer(session.createQueue("sms.urgent.0"));
            producer.send(session.createQueue("sms.urgent.0"), session.createTextMessage("urgent"));

            assertThat(urgent.receive(WAIT_MILLIS)).isNotNull();
            for (int i = 0; i < QUEUES; i++) {
                kept.get(i).acknowledge();
                assertThat(consumers.get(i).receive(WAIT_MILLIS).getBody(String.class))
                        .isEqualTo("second");
            }
            assertThat(queueThreads()).isBetween(1L, (long) BrokerTasks.QUEUE_THREADS);
        } finally {
            broker.stop();
        }
    }

    @Test
    void doesNotHaveAConnectionWaitForOthersWhoseClientsDoNotRead() throws Exception {
        BrokerTasks tasks = new BrokerTasks();
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch served = new CountDownLatch(1);
        try {
            for (int i = 0; i < 4 * BrokerTasks.QUEUE_THREADS; i++) {
                TaskRunner stuck = tasks.createTaskRunner(
                        () -> {
                            awaitQuietly(read);
                            return false;
                        },
                        "connection");
                stuck.wakeup();
                tasks.execute(() -> awaitQuietly(read));
            }
            TaskRunner next = tasks.createTaskRunner(
                    () -> {
                        served.countDown();
                        return false;
                    },
                    "connection");
            next.wakeup();

            assertThat(served.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            read.countDown();
            tasks.shutdown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
