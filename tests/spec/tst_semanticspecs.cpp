// SPDX-License-Identifier: MIT
#include "checktext.h"
#include "tests/support/testmain.h"

using namespace spectap;

/// Calls of the semantic specs: what their pages tell in two ways passes in both, what they tell clearly is
/// held to it. Spelling of rows: "spec: case".
class TestSemanticSpecs : public QObject
{
    Q_OBJECT

private slots:
    void findings_data();
    void findings();
};

void TestSemanticSpecs::findings_data()
{
    QTest::addColumn<QByteArray>("event");
    QTest::addColumn<QByteArray>("members"); // of properties; after | of context
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *event, const char *members, const char *expected = "") {
        QTest::newRow(name) << QByteArray(event) << QByteArray(members) << QString::fromLatin1(expected);
    };
    row("video: planned ads as arrays", "Video Playback Started",
        R"("ad_asset_id":["a","b"],"ad_pod_id":["p"],"ad_type":["pre-roll","mid-roll"])");
    row("video: planned ads as text", "Video Playback Started",
        R"("ad_asset_id":"a","ad_pod_id":"p","ad_type":"pre-roll","content_asset_ids":"c")");
    row("video: planned ads in the plural", "Video Playback Started",
        R"("ad_asset_ids":["a"],"ad_pod_ids":["p"],"ad_types":["post-roll"])");
    row("video: ids of nothing", "Video Playback Paused",
        R"("content_asset_id":null,"ad_asset_id":null,"ad_pod_id":null,"ad_type":null)");
    row("video: ids as arrays", "Video Playback Paused", R"("content_asset_id":["c"],"ad_asset_id":["a"])");
    row("video: length of a livestream", "Video Playback Started",
        R"("livestream":true,"total_length":null)");
    row("video: whole frames", "Video Content Playing", R"("framerate":29,"airdate":"2025-02-17")");
    row("video: half seconds", "Video Content Playing", R"("position":1.5)",
        "error type /properties/position");
    row("video: season as a number", "Video Content Started", R"("season":3)",
        "error type /properties/season");
    row("video: another roll", "Video Playback Paused", R"("ad_type":"side-roll")",
        "warning enum /properties/ad_type");
    row("video: another roll among several", "Video Playback Started",
        R"("ad_type":["pre-roll","side-roll"])", "warning enum /properties/ad_type/1");
    row("video: louder than loud", "Video Playback Paused", R"("sound":110)",
        "warning limit /properties/sound");
    row("video: content of an ad", "Video Ad Started", R"("content":{"title":"Low Tide","season":3})",
        "error type /properties/content/season");
    row("video: types nobody gives", "Video Quality Updated", R"("startupTime":"0.8 s","droppedFrames":[1])");
    row("video: case of the headings", "Video playback started", "", "warning name-case /event");

    row("mobile: build as text", "Application Installed", R"("version":"1.0","build":"7")");
    row("mobile: build as a number", "Application Installed", R"("build":7)", "error type /properties/build");
    row("mobile: previous build as a number", "Application Updated", R"("previous_build":7,"build":"8")");
    row("mobile: campaign is an object", "Install Attributed", R"("campaign":{"ad_group":1})",
        "error type /properties/campaign/ad_group");
    row("mobile: build of the app as a number", "Application Opened", R"(|"app":{"build":140})");
    row("mobile: no fields at all", "Application Crashed", "");

    row("email: address as text", "Email Opened", R"(|"ip":"198.51.100.23")");
    row("email: address as an object", "Email Link Clicked", R"(|"ip":{"v4":"198.51.100.23"})");
    row("email: address as an object elsewhere", "Email Opened", R"(|"ip":{"v4":"198.51.100.23"})",
        "error type /context/ip");
    row("email: user agent of that page", "Email Opened", R"(|"user_agent":"Mozilla/5.0")");
    row("email: the common user agent", "Email Opened", R"(|"userAgent":"Mozilla/5.0")");
    row("email: no address", "Email Bounced", R"(|"traits":{"email":"nobody"})",
        "warning format /context/traits/email");

    row("b2b: trial", "Trial Started",
        R"("trial_start_date":"2025-04-01","trial_end_date":"2025-04-30T00:00:00Z"|"groupId":"acct_42")");
    row("b2b: trial from a year on", "Trial Started", R"("trial_start_date":"April 2025")",
        "warning format /properties/trial_start_date");
    row("b2b: a name the docs allow", "User Signed Up", R"("email":1)",
        "info near-miss /event; error type /properties/email");
    row("b2b: a name only spelled otherwise", "signed_up", "", "warning name-case /event");

    row("copilot: finer roles", "Message Received", R"("conversationId":"c","role":"human_agent")");
    row("copilot: the other name", "Custom Component Loaded", R"("type":"chart")",
        "warning near-miss /event");
    row("copilot: ids in snake case", "Message Sent", R"("conversation_id":"c")",
        "warning name-case /properties/conversation_id");
    row("copilot: a custom event of a chat", "Cart Filled", R"("conversation_id":"c","messageId":"m")",
        "info custom-event /event");
    row("live chat: body", "Live Chat Message Sent", R"("message_body":"Hello","conversation_id":"c")");
    row("live chat: duration in words", "Live Chat Conversation Ended", R"("conversation_duration":"73 s")",
        "error type /properties/conversation_duration");
    row("experiment: id as a number", "Experiment Viewed", R"("experiment_id":17)",
        "error type /properties/experiment_id");
}

void TestSemanticSpecs::findings()
{
    QFETCH(const QByteArray, event);
    QFETCH(const QByteArray, members);
    QFETCH(const QString, expected);
    const QByteArrayList parts = members.split('|');
    QByteArray call = R"({"type":"track","userId":"u","event":")" + event + '"';
    if (!parts.first().isEmpty())
        call += R"(,"properties":{)" + parts.first() + '}';
    if (parts.size() > 1)
        call += R"(,"context":{)" + parts.last() + '}';
    const test::Body body(call + '}');
    static const auto checker = test::bundledChecker();
    CheckResult result;
    checker->check(body.sliced.calls.at(0), {}, result);
    QCOMPARE(test::lines(result).join(QStringLiteral("; ")), expected);
}

SPECTAP_TEST_MAIN(TestSemanticSpecs)
#include "tst_semanticspecs.moc"
