package io.staffetta.provider.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.staffetta.provider.Submission;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message's own text, number and sender, taken out of what a provider says of it. */
class OwnWordsTest {

    private static final String TEXT = "La tua password provvisoria \u00e8 pronta: costa 5 \u20ac & basta";

    private static Submission submission(String text, String sender) {
        return new Submission(
                "01M",
                Samples.account("kpnqwest", "http://localhost/", Map.of("senderName", "Credito"), 1),
                Samples.TO,
                text,
                sender,
                1);
    }

    private static String without(String text, String sender, String words) {
        return OwnWords.without(submission(text, sender), words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Rifiutato: La tua password provvisoria \u00e8 pronta: costa 5 \u20ac & basta             | Rifiutato: ***
            Rifiutato: La tua password provvisoria e' pronta: costa 5 EUR & basta                   | Rifiutato: ***
            Rifiutato: LA TUA PASSWORD PROVVISORIA E' PRONTA                                        | Rifiutato: ***
            Rifiutato: La+tua+password+provvisoria+%C3%A8+pronta%3A+costa+5+%E2%82%AC+%26+basta     | Rifiutato: ***
            Rifiutato: La%20tua%20password%20provvisoria%20%C3%A8%20pronta                          | Rifiutato: ***
            Rifiutato: La tua password provvisoria &egrave; pronta: costa 5 &euro; &amp; basta      | Rifiutato: ***
            Rifiutato: La tua password provvisoria &#232; pronta                                    | Rifiutato: ***
            Rifiutato: La tua password provvisoria \\u00e8 pronta                                   | Rifiutato: ***
            Rifiutato: La tua password provvisoria ? pronta                                         | Rifiutato: ***
            Rifiutato: La tua password prov...                                                      | Rifiutato: *** prov...
            Rifiutato: ...tua password provvisoria...                                               | Rifiutato: ...***...
            Rifiutato: 'La tua password'                                                            | Rifiutato: '***'
            Parola "password" vietata                                                               | Parola "***" vietata
            Parola vietata: password                                                                | Parola vietata: ***
            la password non va                                                                      | la password non va
            password errata                                                                         | password errata
            """)
    void findsTheTextInEveryForm(String words, String left) {
        assertThat(without(TEXT, "", words)).isEqualTo(left);
    }

    @Test
    void digitsWithoutEndAreNoNumberAndNoFailure() {
        String words = "1 ".repeat(50_000) + "2".repeat(50_000);

        assertThat(without(TEXT, "", words)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no           | Numero non valido, no                  | Numero non valido, no
            no           | Testo "no" vietato                     | Testo "***" vietato
            a            | a bad number was given                 | a bad number was given
            OK           | OK 17                                  | OK 17
            password     | Testo password non consentito          | Testo *** non consentito
            password     | passwords                              | passwords
            Ciao         | Ciaone                                 | Ciaone
            login        | Unlogined                              | Unlogined
            .            | no credit.                             | no credit.
            5            | code 5                                 | code 5
            credit 5     | Testo: credit 5                        | Testo: ***
            """)
    void leavesEverythingElseOfWordsThatHoldAShortText(String text, String words, String left) {
        assertThat(without(text, "", words)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Token   | Mittente Token non abilitato   | Mittente *** non abilitato
            Token   | Token: alias non abilitato     | ***: alias non abilitato
            Credito | Mittente Credito non abilitato | Mittente *** non abilitato
            Credito | Sender 'Credito' not allowed   | Sender '***' not allowed
            Credito | Credito insufficiente          | Credito insufficiente
            no      | numero non valido              | numero non valido
            """)
    void takesOutTheSender(String sender, String words, String left) {
        assertThat(without("Ciao", sender, words)).isEqualTo(left);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            numero +393330000001 errato        | numero *** errato
            numero 393330000001 errato         | numero *** errato
            numero 00393330000001 errato       | numero *** errato
            numero 333 000 0001 errato         | numero *** errato
            numero 333-0000001 errato          | numero *** errato
            numero 3330000002 errato           | numero 3330000002 errato
            codice 12345                       | codice 12345
            id a393330000001b                  | id a393330000001b
            """)
    void takesOutTheNumber(String words, String left) {
        assertThat(without("Ciao", "", words)).isEqualTo(left);
    }

    @Test
    void isQuickWithWordsThatRepeatThemselves() {
        assertTimeout(
                Duration.ofSeconds(10),
                () -> without("a b ".repeat(400), "a", "a b c ".repeat(3000) + "%C3".repeat(1000)));
    }
}
