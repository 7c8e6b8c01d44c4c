package io.staffetta.delivery.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.account.Account;
import io.staffetta.account.Limits;
import io.staffetta.delivery.Delivery;
import io.staffetta.delivery.DeliverySamples;
import io.staffetta.delivery.ExpiredException;
import io.staffetta.delivery.OutgoingMessage;
import io.staffetta.delivery.RateLimiter;
import io.staffetta.delivery.Turns;
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
    private final Deque<CompletableFuture<Turns>> answers = new ArrayDeque<>();

    private final List<String> asked = new ArrayList<>();
    private final RateLimiter rate = (account, perSecond, most) -> {
        asked.add(account + " " + most);
        return answers.isEmpty() ? CompletableFuture.completedFuture(notYet(Duration.ofDays(1))) : answers.poll();
    };
    private final int[] woken = {0};
    private final Backlog backlog = new Backlog("main", rate, () -> woken[0]++);
    private final long now = System.nanoTime();

    private static Turns notYet(Duration left) {
        return new Turns(0, System.nanoTime(), left);
    }

    private Turns turns(int taken) {
        return new Turns(taken, now, Duration.ofMillis(100));
    }

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
                Optional.empty(),
                Optional.empty(),
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
                false,
                "");
        Delivery delivery = new Delivery(
                sms,
                account,
                new OutgoingMessage(text, Map.of()),
                new io.staffetta.ledger.history.MessageVersion(sms.id(), 0, 0),
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
        answers.add(CompletableFuture.completedFuture(turns(1)));
        backlog.add(paced("a"));
        backlog.add(paced("b"));

        assertThat(released(now)).containsExactly("a");
        assertThat(released(now + Duration.ofMillis(50).toNanos())).isEmpty();
        assertThat(asked).as("nobody is asked before it is time").containsExactly("main 2");
        long later = now + HOUR_NANOS;
        answers.add(CompletableFuture.completedFuture(new Turns(0, later, Duration.ofMillis(30))));
        answers.add(CompletableFuture.completedFuture(turns(1)));
        assertThat(released(later)).as("another gateway had a turn meanwhile").isEmpty();
        assertThat(backlog.next() - later).isEqualTo(Duration.ofMillis(30).toNanos());
        assertThat(released(later + Duration.ofMillis(29).toNanos())).isEmpty();
        assertThat(asked).hasSize(2);
        assertThat(released(later + Duration.ofMillis(31).toNanos())).containsExactly("b");
    }

    @Test
    void letsAsManyBeginAsTheAccountHasTurnsAndNoMore() {
        answers.add(CompletableFuture.completedFuture(turns(3)));
        List.of("a", "b", "c", "d").forEach(text -> backlog.add(paced(text)));
        backlog.add(message("urgent", Priority.HIGH, 10, null));

        assertThat(released(now)).containsExactly("urgent", "a", "b");
        assertThat(asked).containsExactly("main 5");
    }

    @Test
    void takesNoMoreTurnsThanThereAreMessagesAndPlaces() {
        answers.add(CompletableFuture.completedFuture(turns(2)));
        backlog.add(paced("a"));
        backlog.add(paced("b"));
        backlog.add(paced("c"));
        List<InFlight> out = new ArrayList<>();

        backlog.release(now, 2, out);

        assertThat(out).hasSize(2);
        assertThat(asked).containsExactly("main 2");
        backlog.noSlot(out.get(1));
        backlog.freed();
        answers.add(CompletableFuture.completedFuture(turns(1)));
        assertThat(released(now + HOUR_NANOS))
                .as("one slot is free, and one message may look for another")
                .containsExactly("b");
        assertThat(asked).containsExactly("main 2", "main 2");
    }

    @Test
    void doesNotWaitForATurnThatHasToBeAskedFor() {
        CompletableFuture<Turns> turn = new CompletableFuture<>();
        answers.add(turn);
        backlog.add(paced("a"));

        assertThat(released(now)).isEmpty();
        assertThat(released(now)).isEmpty();
        assertThat(asked).as("asked once").hasSize(1);
        turn.complete(turns(1));

        assertThat(woken[0]).isEqualTo(1);
        assertThat(released(now)).containsExactly("a");
    }

    @Test
    void asksAgainForATurnWhenTheLedgerIsBack() {
        answers.add(CompletableFuture.failedFuture(new io.staffetta.ledger.store.LedgerAwayException("away", null)));
        answers.add(CompletableFuture.completedFuture(turns(1)));
        backlog.add(paced("a"));

        assertThat(released(now)).isEmpty();
        assertThat(released(System.nanoTime() + Duration.ofSeconds(1).toNanos()))
                .containsExactly("a");
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
}
