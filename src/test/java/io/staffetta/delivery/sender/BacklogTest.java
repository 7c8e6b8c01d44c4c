package io.staffetta.delivery.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.account.Limits;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.ExpiredException;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.RateLimiter;
import io.staffetta.delivery.attempt.AttemptExchange;
import io.staffetta.delivery.attempt.InFlight;
import io.staffetta.message.Priority;
import io.staffetta.message.SmsMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.camel.Exchange;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    /** What the limiter answers, in turn; then that it is never time. */
    private final Deque<CompletableFuture<Duration>> answers = new ArrayDeque<>();

    private final List<String> asked = new ArrayList<>();
    private final RateLimiter rate = (account, interval) -> {
        asked.add(account + " " + interval.toMillis());
        return answers.isEmpty() ? CompletableFuture.completedFuture(Duration.ofDays(1)) : answers.poll();
    };
    private final int[] woken = {0};
    private final Backlog backlog = new Backlog("main", rate, () -> woken[0]++);
    private final long now = System.nanoTime();

    private static InFlight message(String text, Priority priority, double perSecond, RuntimeException obstacle) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setIn(new JmsMessage(exchange, new ActiveMQTextMessage(), null, null));
        exchange.setVariable("accountId", "main");
        InFlight message = new InFlight(new AttemptExchange(exchange), null);
        Account usual = DeliverySamples.account("main");
        Account account = new Account(
                usual.id(),
                usual.provider(),
                usual.wire(),
                usual.description(),
                true,
                usual.fields(),
                usual.url(),
                new Limits(perSecond, 4),
                usual.validity(),
                List.of(),
                usual.unsupportedCharacters(),
                usual.unknownOutcome(),
                Optional.empty());
        SmsMessage sms = new SmsMessage(
                DeliverySamples.ID,
                DeliverySamples.TO,
                text,
                "",
                "",
                "",
                priority,
                "jms",
                Instant.MAX,
                Instant.EPOCH,
                false);
        Delivery delivery = new Delivery(
                sms,
                account,
                new OutgoingMessage(text, Map.of()),
                new io.staffetta.ledger.history.Passage(sms.id(), 0, 0),
                1,
                DeliverySamples.NOW,
                DeliverySamples.NOW);
        if (obstacle == null) {
            message.ready(delivery, null);
        } else {
            message.hindered(delivery, obstacle);
        }
        return message;
    }

    private static InFlight usual(String text) {
        return message(text, Priority.NORMAL, 0, null);
    }

    private static InFlight paced(String text) {
        return message(text, Priority.NORMAL, 10, null);
    }

    private List<String> released(long at) {
        List<InFlight> out = new ArrayList<>();
        backlog.release(at, 100, out);
        return out.stream().map(message -> message.delivery().message().text()).toList();
    }

    @Test
    void letsUrgentMessagesBeginBeforeOthers() {
        backlog.add(usual("a"));
        backlog.add(message("urgent", Priority.HIGH, 0, null));
        backlog.add(usual("b"));

        assertThat(released(now)).containsExactly("urgent", "a", "b");
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void letsNoMoreBeginThanAreAskedFor() {
        backlog.add(usual("a"));
        backlog.add(usual("b"));
        List<InFlight> out = new ArrayList<>();

        backlog.release(now, 1, out);

        assertThat(out).hasSize(1);
        assertThat(backlog.isEmpty()).isFalse();
    }

    @Test
    void letsOneBeginWithEachTurnOfItsAccount() {
        answers.add(CompletableFuture.completedFuture(Duration.ZERO));
        answers.add(CompletableFuture.completedFuture(Duration.ofMillis(30)));
        answers.add(CompletableFuture.completedFuture(Duration.ZERO));
        backlog.add(paced("a"));
        backlog.add(paced("b"));

        assertThat(released(now)).containsExactly("a");
        assertThat(released(now + Duration.ofMillis(50).toNanos())).isEmpty();
        assertThat(asked).as("nobody is asked before the interval is over").containsExactly("main 100");
        long later = now + HOUR_NANOS;
        assertThat(released(later)).as("another gateway had a turn meanwhile").isEmpty();
        assertThat(backlog.next() - later).isEqualTo(Duration.ofMillis(30).toNanos());
        assertThat(released(later + Duration.ofMillis(29).toNanos())).isEmpty();
        assertThat(asked).hasSize(2);
        assertThat(released(later + Duration.ofMillis(31).toNanos())).containsExactly("b");
    }

    @Test
    void doesNotWaitForATurnThatHasToBeAskedFor() {
        CompletableFuture<Duration> turn = new CompletableFuture<>();
        answers.add(turn);
        backlog.add(paced("a"));

        assertThat(released(now)).isEmpty();
        assertThat(released(now)).isEmpty();
        assertThat(asked).as("asked once").hasSize(1);
        turn.complete(Duration.ZERO);

        assertThat(woken[0]).isEqualTo(1);
        assertThat(released(now)).containsExactly("a");
    }

    @Test
    void asksAgainForATurnWhenTheLedgerIsBack() {
        answers.add(CompletableFuture.failedFuture(new io.staffetta.ledger.store.LedgerAwayException("away", null)));
        answers.add(CompletableFuture.completedFuture(Duration.ZERO));
        backlog.add(paced("a"));

        assertThat(released(now)).isEmpty();
        assertThat(released(now + Duration.ofSeconds(1).toNanos())).containsExactly("a");
    }

    @Test
    void takesNoTurnForWhatCannotBeSubmittedNow() {
        backlog.add(paced("a"));
        backlog.add(message("expired", Priority.NORMAL, 10, new ExpiredException(DeliverySamples.NOW)));

        assertThat(released(now)).containsExactly("expired");
    }

    @Test
    void keepsAMessageThatFoundNoSlotAheadUntilOneIsFree() {
        InFlight first = usual("first");
        backlog.add(usual("second"));
        backlog.noSlot(first);

        assertThat(released(System.nanoTime())).isEmpty();
        backlog.freed();

        assertThat(released(System.nanoTime())).as("one slot, one message").containsExactly("first");
    }

    @Test
    void looksNowAndThenForSlotsOfOthers() {
        backlog.noSlot(usual("first"));
        backlog.add(usual("second"));

        assertThat(released(now + HOUR_NANOS)).as("one that looks").containsExactly("first");
        assertThat(released(now + HOUR_NANOS)).as("it found one").containsExactly("second");
    }

    @Test
    void letsTurnsOfThisProcessBeAnIntervalApart() {
        RateLimiter local = RateLimiter.local();

        assertThat(local.take("main", Duration.ofHours(1)).join()).isZero();
        assertThat(local.take("other", Duration.ofHours(1)).join()).isZero();
        assertThat(local.take("main", Duration.ofHours(1)).join())
                .isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
    }
}
