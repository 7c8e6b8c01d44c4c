package io.staffetta.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped routes keep the conventions, and the checks that say so can fail. */
class RouteConventionsTest {

    private static final Path ROUTES = Path.of("routes");
    private static final Path CODE = Path.of("src/main/java");
    private static final String SUFFIX = ".camel.yaml";

    private static final String GOOD = """
            - route:
                id: redrive
                description: Channel Adapter. Takes dead letters and puts them back.
                group: operations
                errorHandler:
                  noErrorHandler: {}
                from:
                  id: dead-letters
                  uri: direct:redrive
                  steps:
                    - choice:
                        id: how-many
                        when:
                          - id: one
                            simple: ${body} == 1
                            steps:
                              - setBody:
                                  id: say-one
                                  constant: "{{staffetta.known}}"
                        otherwise:
                          steps:
                            - to:
                                id: call-itself
                                uri: direct:redrive
            """;

    private static final String GOOD_TEMPLATE = """
            - routeTemplate:
                id: line
                description: Message Endpoint for one line.
                parameters:
                  - name: lineId
                    description: Which line.
                route:
                  description: Takes messages of a line.
                  group: operations
                  errorHandler:
                    noErrorHandler: {}
                  from:
                    id: line-queue
                    uri: jms:queue:line.{{lineId}}
                    steps:
                      - log:
                          id: log-line
                          message: line {{lineId}}
            """;

    private static final String GOOD_TEMPLATED = """
            - templatedRoute:
                routeId: line-7
                routeTemplateRef: line
                parameters:
                  - { name: lineId, value: 7 }
            """;

    private static final String GOOD_CONFIGURATION = """
            - routeConfiguration:
                id: line-errors
                description: What follows when a line fails.
                onException:
                  - onException:
                      id: on-failure
                      description: A person decides.
                      exception:
                        - java.lang.Exception
                      steps:
                        - log:
                            id: on-failure-log
                            message: failed
            """;

    private static Set<String> settings() throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("config/application.properties"))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames();
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private static RouteConventions shipped() throws IOException {
        RouteConventions conventions = new RouteConventions(settings());
        for (Path file : files(ROUTES, SUFFIX)) {
            conventions.add(ROUTES.relativize(file), Files.readString(file));
        }
        return conventions;
    }

    @Test
    void shippedRoutesKeepTheConventions() throws IOException {
        assertThat(shipped().problems()).isEmpty();
    }

    @Test
    void shippedRoutesAreAllOfTheSameKindOfFile() throws IOException {
        assertThat(files(ROUTES, "")).filteredOn(Files::isRegularFile).isEqualTo(files(ROUTES, SUFFIX));
        assertThat(files(ROUTES, SUFFIX)).hasSizeGreaterThan(10);
    }

    @Test
    void everySettingIsUsedSomewhere() throws IOException {
        Set<String> inRoutes = shipped().usedSettings();
        String code =
                files(CODE, ".java").stream().map(RouteConventionsTest::read).collect(Collectors.joining("\n"));

        assertThat(settings())
                .filteredOn(key -> key.startsWith("staffetta."))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(inRoutes.contains(key) || code.contains("\"" + key + "\""))
                        .as("%s is used in src/main/java or routes", key)
                        .isTrue());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RouteConventions conventions() {
        return new RouteConventions(Set.of("staffetta.known"));
    }

    @Test
    void goodSamplesPass() {
        assertThat(conventions()
                        .add(Path.of("operations/redrive" + SUFFIX), GOOD)
                        .add(Path.of("operations/line" + SUFFIX), GOOD_TEMPLATE + GOOD_TEMPLATED)
                        .add(Path.of("operations/lines" + SUFFIX), GOOD_TEMPLATED.replace("line-7", "line-8"))
                        .add(Path.of("error-handling" + SUFFIX), GOOD_CONFIGURATION)
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "id: redrive | id: redriver | the file's name must be redriver.camel.yaml",
                "direct:redrive | direct:other | must consume direct:redrive, by its id",
                "Channel Adapter. Takes | This route takes | the description must begin with the name",
                "'description: Channel' | 'title: Channel' | the description must begin with the name",
                "group: operations | group: inbound | group must be 'operations'",
                "'id: say-one' | 'name: x' | a step 'setBody' has no id",
                "'id: how-many' | 'name: x' | a step 'choice' has no id",
                "'- id: one' | '- name: x' | a step 'when' has no id",
                "'id: dead-letters' | 'name: x' | a step 'from' has no id",
                "id: say-one | id: call-itself | step id 'call-itself' is also in",
                "id: say-one | id: sayOne | step id 'sayOne' must be in kebab-case",
                "id: say-one | id: redrive | step id 'redrive' is the id of a route",
                "'noErrorHandler: {}' | 'deadLetterChannel: {}' | must carry either noErrorHandler or",
                "'group:' | 'routeConfigurationId: x\n    group:' | must carry either noErrorHandler or",
                "staffetta.known | staffetta.unknown | {{staffetta.unknown}} is neither a setting nor a parameter",
                "'setBody:' | 'set-body:' | key 'set-body' must be in camelCase",
                "'setBody:' | 'onException:' | onException belongs into error-handling.camel.yaml",
                "'- route:' | '- beans:' | holds a 'beans', not a route",
            })
    void badRoutesFail(String good, String bad, String rule) {
        assertThat(GOOD).contains(good);

        assertThat(conventions()
                        .add(Path.of("operations/redrive" + SUFFIX), GOOD.replace(good, bad))
                        .problems())
                .anySatisfy(problem -> assertThat(problem).contains("redrive" + SUFFIX, rule));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'description: Which line.' | 'required: true' | parameter 'lineId' has no description",
                "name: lineId | name: id | {{lineId}} is neither a setting nor a parameter",
                "name: lineId | name: id | parameter 'id' is not used",
                "Message Endpoint | Something | the description must begin with the name",
                "'description: Takes' | 'title: Takes' | the template's route has no description",
            })
    void badTemplatesFail(String good, String bad, String rule) {
        assertThat(GOOD_TEMPLATE).contains(good);

        assertThat(conventions()
                        .add(Path.of("operations/line" + SUFFIX), GOOD_TEMPLATE.replace(good, bad))
                        .problems())
                .anySatisfy(problem -> assertThat(problem).contains("line" + SUFFIX + " line", rule));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "routeTemplateRef: line | routeTemplateRef: lines | no routeTemplate 'lines'",
                "name: lineId | name: id | routeTemplate 'line' has parameters [lineId], but it gives [id]",
                "routeId: line-7 | routeId: Line7 | the id must be in kebab-case",
                "routeId: line-7 | routeId: redrive | there is another route with this id",
            })
    void badRoutesOfTemplatesFail(String good, String bad, String rule) {
        assertThat(conventions()
                        .add(Path.of("operations/redrive" + SUFFIX), GOOD)
                        .add(Path.of("operations/line" + SUFFIX), GOOD_TEMPLATE)
                        .add(Path.of("operations/lines" + SUFFIX), GOOD_TEMPLATED.replace(good, bad))
                        .problems())
                .anySatisfy(problem -> assertThat(problem).contains("lines" + SUFFIX, rule));
    }

    @Test
    void filesLongerThanAScreenFail() {
        assertThat(conventions()
                        .add(Path.of("operations/redrive" + SUFFIX), "# one more line\n".repeat(80) + GOOD)
                        .problems())
                .anySatisfy(problem -> assertThat(problem).contains("a file has at most 80 lines"));
    }

    @Test
    void badConfigurationsFail() {
        assertThat(conventions()
                        .add(Path.of("error-handling" + SUFFIX), GOOD_CONFIGURATION.replace("description:", "title:"))
                        .problems())
                .containsExactly(
                        "error-handling.camel.yaml line-errors: has no description",
                        "error-handling.camel.yaml line-errors: onException 'on-failure' has no description");
        assertThat(conventions()
                        .add(Path.of("operations/line-errors" + SUFFIX), GOOD_CONFIGURATION)
                        .problems())
                .anySatisfy(problem -> assertThat(problem).contains("must be in its own file, or in"));
    }

    @Test
    void filesThatDoNotFitTogetherFail() {
        Path path = Path.of("operations/redrive" + SUFFIX);

        assertThat(conventions()
                        .add(path, GOOD.replaceAll("(id: call-itself\\s+uri: direct:)redrive", "$1nowhere"))
                        .problems())
                .containsExactly("operations/redrive.camel.yaml redrive: nothing consumes direct:nowhere");
        assertThat(conventions()
                        .add(
                                path,
                                GOOD.replaceAll(
                                        "errorHandler:\\s+noErrorHandler: \\{}", "routeConfigurationId: nobody"))
                        .problems())
                .containsExactly("operations/redrive.camel.yaml redrive: no routeConfiguration 'nobody'");
        assertThat(conventions().add(path, GOOD + GOOD_TEMPLATE).problems()).anySatisfy(problem -> assertThat(problem)
                .contains("a file holds one route or template, or routes of one template, but this one has 2"));
        assertThat(conventions().add(path, GOOD).add(path, GOOD).problems())
                .anySatisfy(problem -> assertThat(problem).contains("step id 'say-one' is also in"));
    }
}
