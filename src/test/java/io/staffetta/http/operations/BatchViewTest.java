package io.staffetta.http.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.staffetta.http.Json;
import io.staffetta.language.Phrase;
import io.staffetta.ledger.batch.BatchRecord;
import io.staffetta.ledger.batch.BatchState;
import io.staffetta.ledger.history.BatchIntervention;
import io.staffetta.ledger.history.Intervention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The JSON of a batch, to the letter: programs read it. */
class BatchViewTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void isOneFlatObjectInAFixedOrder() {
        BatchRecord batch = new BatchRecord(
                "01M8",
                new BatchRecord.SourceFile("crm", "march.csv", "w1", "batch:crm", 1234, "ab", 400, "", ""),
                BatchState.RUNNING,
                "goes on",
                new BatchRecord.Times(START, at(1), at(2), at(3), null, at(4), null),
                new BatchRecord.Progress("node-1", 100, 0, 0, at(0), 0),
                new BatchRecord.Counts(90, 91, 4, 6, 50, 40, 7, 3),
                new BatchRecord.Links("", ""));
        BatchIntervention deed = new BatchIntervention(Intervention.Deed.REDRIVEN, at(5), "ada", "", "plus", 2);

        BatchView view = BatchView.of(
                        batch, Duration.ofHours(1), Phrase.of("until it is resumed"), at(20), List.of(deed))
                .withGone(12L);

        assertThat(Json.write(view))
                .isEqualTo(("{'id':'01M8','folder':'crm','name':'march.csv','state':'RUNNING','paused':true,"
                                + "'detail':'goes on','waitsFor':'until it is resumed',"
                                + "'createdAt':'2026-03-01T12:00:00Z','changedAt':'2026-03-01T12:00:01Z',"
                                + "'sendAt':'2026-03-01T12:00:03Z','pausedAt':'2026-03-01T12:00:02Z',"
                                + "'finishedAt':'2026-03-01T12:00:04Z','bytes':1234,'rows':400,'position':100,'notTaken':300,"
                                + "'taken':90,'messages':91,'rejected':4,'repeated':6,'ended':50,'accepted':40,"
                                + "'dead':7,'cancelled':3,'percent':25,'spread':'PT1H','node':'node-1',"
                                + "'application':'crm','gone':12,'interventions':[{'deed':'REDRIVEN',"
                                + "'at':'2026-03-01T12:00:05Z','messages':2,'who':'ada','account':'plus'}]}")
                        .replace('\'', '"'));
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        BatchRecord batch = BatchRecord.claimed("01M8", "crm", "march.csv", 1234, "node-1", START, "w1", "batch");

        assertThat(Json.write(BatchView.of(batch, Duration.ZERO, null, START, null)))
                .isEqualTo(("{'id':'01M8','folder':'crm','name':'march.csv','state':'PREPARING','paused':false,"
                                + "'createdAt':'2026-03-01T12:00:00Z','changedAt':'2026-03-01T12:00:00Z','bytes':1234,"
                                + "'position':0,'taken':0,'messages':0,'rejected':0,'repeated':0,'ended':0,"
                                + "'accepted':0,'dead':0,'cancelled':0,'node':'node-1'}")
                        .replace('\'', '"'));
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
