// SPDX-License-Identifier: MIT
#include "ui/certificate/certificatedialog.h"
#include "ui/certificate/codebox.h"

#include "tests/support/testmain.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QTemporaryDir>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace spectap;

namespace {

CertificateShown sample()
{
    CertificateShown shown;
    shown.title = u"Spectap local authority 5e1f0a"_s;
    shown.path = u"/home/maya/.local/share/spectap/spectap/certificate/spectap-ca.pem"_s;
    shown.pem = "-----BEGIN CERTIFICATE-----\n";
    shown.sha256 = QByteArray(32, '\xA7');
    shown.names = {u"localhost"_s, u"127.0.0.1"_s, u"::1"_s, u"10.0.2.2"_s, u"maya-mbp.local"_s};
    shown.until = QDateTime(QDate(2031, 11, 22), QTime(12, 0));
    shown.port = 8787;
    return shown;
}

} // namespace

/// The page on the certificate behind https.
class TestCertificateDialog : public QObject
{
    Q_OBJECT

private slots:
    void showsTheStepsOfEachSystemAndCopiesThem()
    {
        CertificateDialog dialog(sample());
        dialog.show();
        const QList<TrustGuide> guides = trustGuides({sample().path, sample().title, sample().port});
        QVERIFY(guides.size() >= 12);
        for (const TrustGuide &guide : guides) {
            dialog.showSystem(guide.name);
            QStringList codes;
            for (const TrustStep &step : guide.steps) {
                if (!step.code.isEmpty())
                    codes += step.code;
            }
            if (!guide.undo.isEmpty())
                codes += guide.undo;
            QWidget *steps = dialog.findChild<QScrollArea *>(u"certificateSteps"_s)->widget();
            QStringList shown;
            for (const CodeBox *box : steps->findChildren<CodeBox *>())
                shown += box->toPlainText();
            QCOMPARE(shown, codes);
            QStringList copied;
            for (QToolButton *button : steps->findChildren<QToolButton *>(u"copyStepButton"_s)) {
                QVERIFY(!button->accessibleName().isEmpty());
                button->click();
                copied += QGuiApplication::clipboard()->text();
            }
            QCOMPARE(copied, codes);
        }
    }

    void boxesAreAsHighAsTheirText()
    {
        CertificateDialog dialog(sample());
        dialog.show();
        dialog.showSystem(u"android"_s);
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        for (const int width : {820, 520}) {
            dialog.resize(width, 620);
            QCoreApplication::processEvents();
            for (CodeBox *box : dialog.findChildren<CodeBox *>()) {
                const QRect last = box->cursorRect([box] {
                    QTextCursor cursor(box->document());
                    cursor.movePosition(QTextCursor::End);
                    return cursor;
                }());
                QVERIFY2(last.bottom() <= box->viewport()->height(), qPrintable(box->toPlainText()));
            }
        }
    }

    void factsAreCopied()
    {
        CertificateDialog dialog(sample());
        dialog.findChild<QPushButton *>(u"copyCertificatePathButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QDir::toNativeSeparators(sample().path));
        dialog.findChild<QPushButton *>(u"copyFingerprintButton"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString(u"A7:"_s.repeated(31) + u"A7"_s));
    }

    void certificateIsSaved()
    {
        const QTemporaryDir folder;
        const CertificateDialog dialog(sample());
        const QString path = folder.filePath(u"ca.pem"_s);
        QVERIFY(dialog.saveTo(path).isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), sample().pem);
        QVERIFY(dialog.saveTo(folder.filePath(u"none/ca.pem"_s)).contains(u"cannot be written"));
    }

    void problemStandsAlone()
    {
        CertificateShown shown;
        shown.problem = u"The folder cannot be used."_s;
        CertificateDialog dialog(shown);
        dialog.show();
        QCOMPARE(dialog.findChild<QLabel *>(u"certificateLead"_s)->text(), shown.problem);
        QVERIFY(!dialog.findChild<QListWidget *>()->isVisible());
        QVERIFY(!dialog.findChild<QPushButton *>(u"saveCertificateButton"_s));
    }

    void everythingHasAName()
    {
        CertificateDialog dialog(sample());
        for (const QWidget *widget : dialog.findChildren<QWidget *>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->inherits("QScrollBar") ||
                widget->objectName().startsWith(u"qt_"))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                widget->metaObject()->className());
        }
    }
};

SPECTAP_GUI_TEST_MAIN(TestCertificateDialog)
#include "tst_certificatedialog.moc"
