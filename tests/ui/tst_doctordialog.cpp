// SPDX-License-Identifier: MIT
#include "tests/support/testmain.h"
#include "ui/doctor/doctordialog.h"
#include "ui/english.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace spectap;

namespace {

constexpr Micros Now = 1'000'000'000;

ClientFacts page()
{
    ClientFacts client;
    client.origin = "https://shop.example";
    client.host = "localhost:8787";
    client.requests = client.settingsAsked = 1;
    client.settingsAt = client.firstAt = client.lastAt = Now - PagePatience;
    client.settingsTarget = "/v1/projects/k/settings";
    return client;
}

ClientFacts node()
{
    ClientFacts client;
    client.library = "analytics-node";
    client.host = "localhost:8787";
    client.requests = 2;
    client.calls = 30;
    return client;
}

bool hasLabel(const QWidget &widget, const QString &part)
{
    const auto labels = widget.findChildren<QLabel *>();
    return std::any_of(
        labels.begin(), labels.end(), [&](const QLabel *label) { return label->text().contains(part); });
}

} // namespace

/// The dialog that says what is wrong with connections.
class DoctorDialogTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { installEnglishPlurals(*QCoreApplication::instance()); }
    void saysWhatIsWrong();
    void looksOnlyWhileVisible();
    void keepsWhatDoesNotChange();
};

void DoctorDialogTest::saysWhatIsWrong()
{
    DoctorDialog dialog;
    dialog.setClients({}, {}, Now);
    QVERIFY(hasLabel(dialog, QStringLiteral("not listening")));
    dialog.setClients({}, "localhost:8787", Now);
    QVERIFY(hasLabel(dialog, QStringLiteral("No client has reached localhost:8787 yet")));
    QVERIFY(hasLabel(dialog, QStringLiteral("10.0.2.2"))); // what cannot be seen is always there
    dialog.setClients({node()}, "localhost:8787", Now);
    QVERIFY(hasLabel(dialog, QStringLiteral("Every connection to localhost:8787 is fine")));
    QVERIFY(hasLabel(dialog, QStringLiteral("Its calls arrive at localhost:8787.")));

    dialog.setClients({node(), page()}, "localhost:8787", Now);
    QVERIFY(hasLabel(dialog, QStringLiteral("1 problem seen at localhost:8787")));
    QVERIFY(hasLabel(dialog, QStringLiteral("the page https://shop.example")));
    QVERIFY(hasLabel(dialog, QStringLiteral("has sent no call since")));
    const auto buttons = dialog.findChildren<QPushButton *>();
    const auto copy = std::find_if(buttons.begin(), buttons.end(),
        [](const QPushButton *button) { return button->text() == QStringLiteral("Copy"); });
    QVERIFY(copy != buttons.end());
    (*copy)->click();
    QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("apiHost: \"localhost:8787/v1\"")));
}

void DoctorDialogTest::looksOnlyWhileVisible()
{
    DoctorDialog dialog;
    QSignalSpy looks(&dialog, &DoctorDialog::lookRequested);
    QTest::qWait(0);
    QCOMPARE(looks.count(), 0);
    dialog.show();
    QCOMPARE(looks.count(), 1);
    QTRY_VERIFY(looks.count() >= 2);
    dialog.hide();
    const auto seen = looks.count();
    QTest::qWait(1200);
    QCOMPARE(looks.count(), seen);
}

/// Somebody may be selecting text in it.
void DoctorDialogTest::keepsWhatDoesNotChange()
{
    DoctorDialog dialog;
    dialog.setClients({node(), page()}, "localhost:8787", Now);
    const auto before = dialog.findChildren<QLabel *>();
    ClientFacts more = node();
    ++more.calls;
    dialog.setClients({more, page()}, "localhost:8787", Now + 1'000'000);
    QCOMPARE(dialog.findChildren<QLabel *>(), before);
    dialog.setClients({more}, "localhost:8787", Now);
    QVERIFY(!hasLabel(dialog, QStringLiteral("the page")));
}

SPECTAP_GUI_TEST_MAIN(DoctorDialogTest)
#include "tst_doctordialog.moc"
