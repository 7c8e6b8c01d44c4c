package io.staffetta.batch.rows;

import io.staffetta.batch.result.ResultEnds;
import io.staffetta.batch.result.ResultLine;
import io.staffetta.batch.result.ResultStatus;
import io.staffetta.batch.rows.RowGroup.Routed;
import io.staffetta.batch.text.Row;
import io.staffetta.intake.RecordedMessages;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.ledger.history.MessageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Answers to rows that were taken, or came before. */
public final class RowResults {

    private RowResults() {}

    /** To a message that has just been taken. */
    static ResultLine taken(Row row, RoutedMessage message) {
        return answer(row, message, message.message().id(), ResultStatus.TAKEN, replaced(message.replaced()));
    }

    private static String replaced(int characters) {
        return characters == 0
                ? ""
                : "Characters that the provider does not carry are replaced by ?: " + characters + " in all";
    }

    /** To a row that was taken, of which the ledger alone is left. */
    public static List<ResultLine> of(long row, long line, Collection<MessageRecord> messages) {
        return messages.stream()
                .map(message -> answer(row, line, message, ResultStatus.TAKEN, ""))
                .toList();
    }

    /** To a row of which an earlier batch of the same content has sent something. */
    static List<ResultLine> sentBefore(Row row, Collection<MessageRecord> messages) {
        return messages.stream()
                .map(message -> answer(
                        row.number(), row.line(), message, ResultStatus.REPEATED, reason(message.id(), word(message))))
                .toList();
    }

    /** To a row whose reference came before. */
    static List<ResultLine> cameBefore(Routed routed, List<MessageRecord> first) {
        List<ResultLine> answers = new ArrayList<>();
        for (int i = 0; i < routed.messages().size(); i++) {
            MessageRecord record = first.get(Math.min(i, first.size() - 1));
            answers.add(repeated(routed, i, record.id(), word(record)));
        }
        return answers;
    }

    /** To a row whose reference an earlier row of its group has. */
    static List<ResultLine> sameGroup(Routed routed, RecordedMessages first) {
        List<ResultLine> answers = new ArrayList<>();
        for (int i = 0; i < routed.messages().size(); i++) {
            int at = Math.min(i, first.routed().size() - 1);
            answers.add(repeated(routed, i, first.routed().get(at).message().id(), "taken"));
        }
        return answers;
    }

    private static ResultLine repeated(Routed routed, int index, String firstId, String state) {
        return answer(
                routed.row(), routed.messages().get(index), firstId, ResultStatus.REPEATED, reason(firstId, state));
    }

    private static String reason(String firstId, String state) {
        return "It came before, as message " + firstId + ", which is " + state;
    }

    private static String word(MessageRecord message) {
        return ResultEnds.word(message.state());
    }

    private static ResultLine answer(Row row, RoutedMessage message, String id, ResultStatus status, String reason) {
        return new ResultLine(
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

    private static ResultLine answer(long row, long line, MessageRecord message, ResultStatus status, String reason) {
        return new ResultLine(
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
        return GeneratedReferences.isMade(reference) ? "" : reference;
    }
}
