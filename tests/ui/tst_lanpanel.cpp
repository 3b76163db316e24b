// SPDX-License-Identifier: MIT
#include "model/support/qrcode.h"
#include "tests/support/testmain.h"
#include "ui/lan/copyrow.h"
#include "ui/lan/lanpanel.h"
#include "ui/lan/qrview.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

Reach here()
{
    Reach reach;
    reach.port = 8787;
    return reach;
}

Reach everywhere()
{
    Reach reach = here();
    reach.lan =
        Reach::Lan{u"192.168.1.24"_s, u"/abcdefghijkmnpqrstuvwxyz23"_s, u"lan_zyxwvutsrqpnmkjihgfedcba98"_s};
    return reach;
}

const QString Address = u"http://192.168.1.24:8787/abcdefghijkmnpqrstuvwxyz23"_s;

} // namespace

/// The switch of the local network, and the code that leads a phone here.
class LanPanelTest : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatThereIs_data()
    {
        QTest::addColumn<Reach>("reach");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<bool>("enabled");
        QTest::addColumn<bool>("on");
        QTest::addColumn<bool>("code");
        QTest::addColumn<bool>("near");
        QTest::newRow("not listening") << Reach() << QString() << false << false << false << false;
        QTest::newRow("this machine only") << here() << QString() << true << false << false << true;
        QTest::newRow("the network too") << everywhere() << QString() << true << true << true << true;
        QTest::newRow("it should, and cannot") << here() << u"No network."_s << true << true << false << true;
    }
    void showsWhatThereIs()
    {
        QFETCH(Reach, reach);
        QFETCH(QString, problem);
        LanPanel panel;
        panel.setReach(everywhere());
        panel.setReach(reach, problem);
        panel.show();
        const auto *lan = panel.findChild<QCheckBox *>(u"lanSwitch"_s);
        QTEST(lan->isEnabled(), "enabled");
        QTEST(lan->isChecked(), "on");
        QTEST(panel.findChild<QrView *>()->isVisible(), "code");
        QTEST(panel.findChild<QWidget *>(u"lanWarning"_s)->isVisible(), "code");
        QTEST(panel.findChild<QWidget *>(u"androidAddress"_s)->isVisible(), "near");
        const auto *said = panel.findChild<QLabel *>(u"lanProblem"_s);
        QCOMPARE(said->isVisible(), !problem.isEmpty());
        QCOMPARE(said->text(), problem);
    }

    void switchAsksAndWaits()
    {
        LanPanel panel;
        panel.setReach(here());
        QSignalSpy asked(&panel, &LanPanel::lanRequested);
        panel.findChild<QCheckBox *>()->click();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].toBool(), true);
        panel.setReach(everywhere()); // the answer is no question
        panel.setReach(here());
        QCOMPARE(asked.size(), 1);
    }

    void newSecretsAreAskedFor()
    {
        LanPanel panel;
        panel.setReach(everywhere());
        QSignalSpy asked(&panel, &LanPanel::newSecretsRequested);
        panel.findChild<QPushButton *>(u"lanRenew"_s)->click();
        QCOMPARE(asked.size(), 1);
    }

    void copiesWholeValues_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("value");
        QTest::newRow("address with the path") << u"lanAddress"_s << Address;
        QTest::newRow("write key") << u"lanKey"_s << u"lan_zyxwvutsrqpnmkjihgfedcba98"_s;
        QTest::newRow("Android emulator") << u"androidAddress"_s << u"10.0.2.2:8787"_s;
        QTest::newRow("iOS simulator") << u"simulatorAddress"_s << u"127.0.0.1:8787"_s;
        QTest::newRow("USB") << u"cableCommand"_s << u"adb reverse tcp:8787 tcp:8787"_s;
    }
    void copiesWholeValues()
    {
        QFETCH(QString, row);
        LanPanel panel;
        panel.setReach(everywhere());
        panel.setFixedWidth(320); // long ones are shown in part
        panel.show();
        panel.findChild<CopyRow *>(row)->findChild<QToolButton *>()->click();
        QTEST(QApplication::clipboard()->text(), "value");
    }

    void everythingHasAName()
    {
        LanPanel panel;
        panel.setReach(everywhere());
        QVERIFY(!panel.accessibleName().isEmpty());
        QVERIFY(panel.findChild<QrView *>()->accessibleName().contains(Address));
        for (const auto *button : panel.findChildren<QAbstractButton *>())
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(),
                qPrintable(button->objectName()));
        for (const auto *row : panel.findChildren<CopyRow *>())
            QVERIFY2(
                row->findChild<QToolButton *>()->accessibleName().size() > 6, qPrintable(row->objectName()));
    }

    /// ISO 18004: a finder in three corners with quiet around it, and the timing between them.
    void codeHasTheShapeThatReadersLookFor_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("short") << QByteArray("x");
        QTest::newRow("address") << Address.toLatin1();
        QTest::newRow("long") << QByteArray(300, 'y');
    }
    void codeHasTheShapeThatReadersLookFor()
    {
        QFETCH(QByteArray, text);
        const QrCode code = QrCode::of(text);
        QVERIFY(!code.isNull());
        QCOMPARE((code.size() - 17) % 4, 0);
        const auto finder = [&code](int left, int top) {
            for (int y = 0; y < 7; ++y) {
                for (int x = 0; x < 7; ++x) {
                    const int ring = qMax(qAbs(x - 3), qAbs(y - 3));
                    if (code.isDark(left + x, top + y) != (ring != 2))
                        return false;
                }
            }
            return true;
        };
        const int far = code.size() - 7;
        QVERIFY(finder(0, 0) && finder(far, 0) && finder(0, far) && !finder(far, far));
        for (int i = 8; i < far - 1; ++i) {
            QCOMPARE(code.isDark(i, 6), i % 2 == 0);
            QCOMPARE(code.isDark(6, i), i % 2 == 0);
        }
        QVERIFY(!code.isDark(-1, 0) && !code.isDark(code.size(), 0));
    }

    void codeThatDoesNotFitIsNone()
    {
        QVERIFY(QrCode::of(QByteArray(5000, 'x')).isNull());
        QVERIFY(QrCode::of({}).isNull());
        QVERIFY(QrCode().toText().isEmpty());
    }

    void codeAsTextIsTheSameCode()
    {
        const QrCode code = QrCode::of(Address.toLatin1());
        const QStringList lines = code.toText().split(u'\n', Qt::SkipEmptyParts);
        const int squares = code.size() + 2 * QrCode::Quiet;
        QCOMPARE(lines.size(), (squares + 1) / 2);
        for (int y = 0; y < squares; ++y) {
            QCOMPARE(lines[y / 2].size(), squares);
            for (int x = 0; x < squares; ++x) {
                const ushort block = lines[y / 2][x].unicode();
                const bool light = block == 0x2588 || block == (y % 2 ? 0x2584 : 0x2580);
                QCOMPARE(light, !code.isDark(x - QrCode::Quiet, y - QrCode::Quiet));
            }
        }
    }
};

SPECTAP_GUI_TEST_MAIN(LanPanelTest)
#include "tst_lanpanel.moc"
