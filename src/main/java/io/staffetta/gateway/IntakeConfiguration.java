package io.staffetta.gateway;

import io.staffetta.account.AccountSelector;
import io.staffetta.broker.consumer.GroupContainerFactory;
import io.staffetta.deadletter.DeadLetters;
import io.staffetta.delivery.Outbox;
import io.staffetta.delivery.retry.Redelivery;
import io.staffetta.gateway.settings.IntakeSettings;
import io.staffetta.intake.Committer;
import io.staffetta.intake.Intake;
import io.staffetta.intake.JmsIntake;
import io.staffetta.intake.KeptQueues;
import io.staffetta.intake.ListenerQueues;
import io.staffetta.intake.MessageRecorder;
import io.staffetta.intake.MessageRouting;
import io.staffetta.intake.OutboundRouter;
import io.staffetta.intake.RouterCall;
import io.staffetta.provider.SubmissionComposer;

/** Wires the intake of messages, whichever way they come; closed when no door is open any more. */
final class IntakeConfiguration implements AutoCloseable {

    private final MessageRecorder recorder;
    private final Intake intake;
    private final Committer committer;
    private final KeptQueues rows;

    IntakeConfiguration(Foundation on, Outbox outbox, Redelivery redelivery, DeadLetters deadLetters) {
        IntakeSettings settings = on.settings().intake();
        OutboundRouter router = new OutboundRouter(
                new AccountSelector(on.accounts()),
                on.providers(),
                new SubmissionComposer(),
                redelivery,
                deadLetters,
                on.access().permissions(),
                on.clock());
        recorder = new MessageRecorder(on.ledger(), on.clock());
        intake = new Intake(
                new MessageRouting(on.reader(), new RouterCall(on::camel)),
                recorder,
                on.access().tests(on::camel));
        committer = new Committer(
                intake, new KeptQueues(on.connections(), outbox), on.way(), settings.together(), settings.waiting());
        rows = new KeptQueues(on.connections(), outbox);
        on.bind("outboundRouter", router);
        on.bind("noAccount", RouterCall.NO_ACCOUNT);
        on.bind("isEarly", RouterCall.EARLY);
        on.bind("committer", committer);
        on.bind(
                "jmsIntake",
                new JmsIntake(
                        intake, router, session -> new ListenerQueues(session, outbox), on.access()::countQueued));
        on.bind("inGroups", GroupContainerFactory.asOne(settings.together(), on.ledger()::isAvailable, on.way()));
        on.bind(
                "urgentInGroups",
                GroupContainerFactory.urgentAsOne(settings.together(), on.ledger()::isAvailable, on.way()));
        on.bind("severalAtOnce", GroupContainerFactory.each(settings.together(), on.ledger()::isAvailable));
    }

    /** The one way in. */
    Intake intake() {
        return intake;
    }

    /** Enters messages into the ledger. */
    MessageRecorder recorder() {
        return recorder;
    }

    /** The queues for rows of batches. */
    KeptQueues rows() {
        return rows;
    }

    @Override
    public void close() {
        committer.close();
        rows.close();
    }
}
