package io.staffetta.batch.rows;

import io.staffetta.batch.result.Answer;
import io.staffetta.batch.result.AnswerEnds;
import io.staffetta.batch.result.AnswerStatus;
import io.staffetta.batch.rows.RowGroup.Routed;
import io.staffetta.batch.text.Row;
import io.staffetta.intake.Receipt;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.history.MessageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Answers to rows that were taken, or came before. */
public final class RowAnswers {

    private RowAnswers() {}

    /** To a message that has just been taken. */
    static Answer taken(Row row, RoutedMessage message) {
        return answer(row, message, message.message().id(), AnswerStatus.TAKEN, replaced(message.replaced()));
    }

    private static String replaced(int characters) {
        return characters == 0
                ? ""
                : "Characters that the provider does not carry are replaced by ?: " + characters + " in all";
    }

    /** To a row that was taken, of which the ledger alone is left. */
    public static List<Answer> of(long row, long line, Collection<MessageRecord> messages) {
        return messages.stream()
                .map(message -> answer(row, line, message, AnswerStatus.TAKEN, ""))
                .toList();
    }

    /** To a row of which an earlier batch of the same content has sent something. */
    static List<Answer> sentBefore(Row row, Collection<MessageRecord> messages) {
        return messages.stream()
                .map(message -> answer(
                        row.number(), row.line(), message, AnswerStatus.REPEATED, reason(message.id(), word(message))))
                .toList();
    }

    /** To a row whose reference came before. */
    static List<Answer> cameBefore(Routed routed, List<MessageRecord> first) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < routed.messages().size(); i++) {
            MessageRecord record = first.get(Math.min(i, first.size() - 1));
            answers.add(repeated(routed, i, record.id(), word(record)));
        }
        return answers;
    }

    /** To a row whose reference an earlier row of its group has. */
    static List<Answer> sameGroup(Routed routed, Receipt first) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < routed.messages().size(); i++) {
            int at = Math.min(i, first.routed().size() - 1);
            answers.add(repeated(routed, i, first.routed().get(at).message().id(), "taken"));
        }
        return answers;
    }

    private static Answer repeated(Routed routed, int index, String firstId, String state) {
        return answer(
                routed.row(), routed.messages().get(index), firstId, AnswerStatus.REPEATED, reason(firstId, state));
    }

    private static String reason(String firstId, String state) {
        return "It came before, as message " + firstId + ", which is " + state;
    }

    private static String word(MessageRecord message) {
        return AnswerEnds.word(message.state());
    }

    private static Answer answer(Row row, RoutedMessage message, String id, AnswerStatus status, String reason) {
        return new Answer(
                row.number(),
                row.line(),
                reference(message.message().reference()),
                id,
                message.message().to(),
                message.account().id(),
                message.segments(),
                status,
                reason);
    }

    private static Answer answer(long row, long line, MessageRecord message, AnswerStatus status, String reason) {
        return new Answer(
                row,
                line,
                reference(message.reference()),
                message.id(),
                message.recipient(),
                message.account(),
                message.segments(),
                status,
                reason);
    }

    private static String reference(String reference) {
        return MadeReferences.isMade(reference) ? "" : reference;
    }
}
