package io.staffetta.provider.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of refusal, and what only looks like one. */
class RefusalsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOK",
                "Richiesta rifiutata",
                "AccessDenied",
                "SMSException",
                "ERR_12",
                "utente sconosciuto",
                "not sent",
                "L'invio \u00e8 fallito.",
                "status=KO",
                "errors: 3",
                "Non consegnabile"
            })
    void findsAWordOfRefusal(String text) {
        assertThat(Refusals.in(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "Presa in carico della campagna andata a buon fine",
                "notification queued",
                "nokia",
                "no errors",
                "nessun errore",
                "errors: 0",
                "Kosovo",
                "Torino nord",
                "accepted",
                "default",
                "nonna",
                "message sent"
            })
    void findsNoneInOtherWords(String text) {
        assertThat(Refusals.in(text)).isEmpty();
        assertThat(Refusals.in(new AnswerLeaf("/message", text))).isEmpty();
    }

    @Test
    void findsNoneInIdsThatAreMadeByChance() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String id = new UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(Refusals.inWord(id)).as(id).isEmpty();
            assertThat(Refusals.inWord(Long.toString(random.nextLong(1L << 50), 10)))
                    .isEmpty();
            assertThat(Refusals.inWord(Long.toHexString(random.nextLong()))).isEmpty();
        }
    }
}
