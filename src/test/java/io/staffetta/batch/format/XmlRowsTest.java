package io.staffetta.batch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.BatchFormat;
import io.staffetta.batch.text.BatchSettings;
import io.staffetta.batch.text.Row;
import io.staffetta.batch.text.Rows;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XmlRowsTest {

    private static final BatchSettings XML = BatchSettings.of(BatchFormat.XML);

    @Test
    void readsAnElementForEachRow() {
        List<Row> rows = Rows.of("""
                <?xml version="1.0"?>
                <!-- made by hand -->
                <messages xmlns="urn:x">
                  <message><to>1</to><text>Tea &amp; <![CDATA[<cake>]]> &#233;</text></message>
                  <message>
                    <to>2</to><!-- two --><to>3</to><text/>
                  </message>
                </messages>
                """, XML);

        assertThat(Rows.texts(rows)).containsExactly("Tea & <cake> é", "");
        assertThat(rows.get(1).values().get("to")).hasSize(2);
        assertThat(rows).extracting(Row::line).containsExactly(4L, 5L);
        assertThat(Rows.of("<messages/>", XML)).isEmpty();
    }

    @Test
    void goesOnAfterAMessageThatIsBad() {
        List<Row> rows = Rows.of(
                "<messages><message to='1'/><message><text><b>x</b></text></message><message>x</message>"
                        + "<message><text>a</text><text>b</text></message><message><text lang='it'>a</text></message>"
                        + "<message><text>" + "x".repeat(Row.MAX_LENGTH) + "</text></message>"
                        + "<message>" + ("<" + "a".repeat(500) + "/>").repeat(2_200) + "</message>"
                        + "<message><text>good</text></message></messages>",
                XML);

        assertThat(Rows.texts(rows))
                .containsExactly(
                        "Message must have no attributes: each field is an element",
                        "Field 'text' must be text, without elements in it",
                        "Message must have its text in an element <text>, and nothing between its elements",
                        "Field 'text' must be given only once",
                        "Field 'text' must have no attributes: each field is an element",
                        "Message must be at most 1048576 characters long",
                        "Message must be at most 1048576 characters long",
                        "good");
    }

    @ParameterizedTest(name = "{index} {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    ""                                                          | The file is empty
                    <a/>                                                        | Line 1, column 5 begins with another element than messages
                    <messages><to>1</to></messages>                             | Line 1, column 15 has another element than message
                    <messages>1</messages>                                      | Line 1, column 14 has text outside of a message
                    <messages><message></messages>                              | Line 1, column 29 cannot be read as XML
                    <messages><message>                                         | cannot be read as XML
                    <messages/><messages/>                                      | cannot be read as XML
                    <messages><message><text>a & b</text></message></messages>  | cannot be read as XML
                    """)
    void saysWhereADocumentIsBroken(String file, String problem) {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of(file, XML))
                .withMessageContaining(problem);
    }

    @Test
    void refusesDocumentTypesAndTheirEntities() {
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of(
                        "<!DOCTYPE messages [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><messages><message><text>&e;</text>"
                                + "</message></messages>",
                        XML))
                .withMessageContaining("has a document type (DOCTYPE), which is not read; leave it out");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of("<messages><message><text>&e;</text></message></messages>", XML))
                .withMessageContaining("cannot be read as XML");
    }

    @Test
    void decodesAsTheDocumentDeclares() {
        String xml =
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><messages><message><text>Perché</text></message></messages>";

        assertThat(Rows.texts(Rows.of(xml.getBytes(StandardCharsets.ISO_8859_1), XML)))
                .containsExactly("Perché");
        assertThatExceptionOfType(BatchFileException.class)
                .isThrownBy(() -> Rows.of(xml.replace("ISO-8859-1", "klingon"), XML))
                .withMessage("Line 1 declares the encoding 'klingon', which is not known; use UTF-8");
    }
}
