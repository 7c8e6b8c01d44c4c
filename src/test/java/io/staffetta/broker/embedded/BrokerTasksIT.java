package io.staffetta.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.Queue;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.thread.TaskRunner;
import org.junit.jupiter.api.Test;

class BrokerTasksIT {

    private static final int QUEUES = 100;
    private static final int ROUNDS = 20;

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
