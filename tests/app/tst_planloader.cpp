// SPDX-License-Identifier: MIT
#include "app/planloader.h"

#include "tests/support/testmain.h"
#include "ui/plan/planbutton.h"

#include <QApplication>
#include <QMenu>
#include <QSaveFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace spectap;
using namespace Qt::StringLiterals;

namespace {

/// A plan of one event with one required property.
QByteArray planText(const QByteArray &property)
{
    return R"({"name":"Shop","rules":{"events":[{"name":"Order Completed","version":1,"rules":{)"
           R"("$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{)"
           R"("properties":{"type":"object","properties":{")" +
           property + R"(":{"type":"string"}},"required":[")" + property + R"("]}}}}]}})";
}

/// As editors do it: a new file in the old one's place.
void write(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    QVERIFY(file.commit());
}

} // namespace

class PlanLoaderTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        auto catalogue = Catalogue::bundled();
        QVERIFY(catalogue);
        m_checker = Checker::compile(std::move(catalogue).value());
        m_file = m_folder.filePath(u"%1.json"_s.arg(QString::fromLatin1(QTest::currentTestFunction())));
    }

    void compilesAndFollowsTheFile()
    {
        write(m_file, planText("order_id"));
        PlanLoader loader(m_checker, {});
        QSignalSpy compiled(&loader, &PlanLoader::compiled);
        loader.setFiles({m_file});
        QTRY_COMPARE(compiled.count(), 1);
        const auto first = compiled.at(0).at(0).value<std::shared_ptr<const Checker>>();
        QCOMPARE(first->plans().size(), std::size_t(1));
        QVERIFY(first->version() != m_checker->version());
        QCOMPARE(loader.plans().front().good->name, QByteArray("Shop"));

        write(m_file, planText("total"));
        QTRY_COMPARE(compiled.count(), 2);
        const auto second = compiled.at(1).at(0).value<std::shared_ptr<const Checker>>();
        QVERIFY(second->version() != first->version());
        loader.setFiles({});
        QTRY_COMPARE(compiled.count(), 3);
        QCOMPARE(
            compiled.at(2).at(0).value<std::shared_ptr<const Checker>>()->version(), m_checker->version());
    }

    void brokenPlanLeavesTheOldOneInForce()
    {
        write(m_file, planText("order_id"));
        PlanLoader loader(m_checker, {});
        QSignalSpy compiled(&loader, &PlanLoader::compiled);
        loader.setFiles({m_file});
        QTRY_COMPARE(compiled.count(), 1);
        write(m_file, "{\"name\":\"Shop\",");
        QTRY_VERIFY(!loader.plans().front().problem.isEmpty());
        QVERIFY2(loader.plans().front().problem.contains(m_file), qPrintable(loader.plans().front().problem));
        QVERIFY(loader.plans().front().good);
        QCOMPARE(compiled.count(), 1);
        write(m_file, planText("order_id")); // as it was: nothing to check again
        QTRY_VERIFY(loader.plans().front().problem.isEmpty());
        QCOMPARE(compiled.count(), 1);
    }

    void planThatIsCompiledAlreadyIsNotCompiledAgain()
    {
        write(m_file, planText("order_id"));
        auto plan = TrackingPlan::load(m_file);
        QVERIFY(plan);
        const auto checker = Checker::compile(m_checker->catalogue(), {*plan});
        PlanLoader loader(checker, {m_file});
        QSignalSpy compiled(&loader, &PlanLoader::compiled);
        QTRY_VERIFY(!loader.isLoading());
        QVERIFY(loader.plans().front().good);
        QCOMPARE(compiled.count(), 0);
    }

    void buttonNamesThePlansAndDropsThem()
    {
        PlanButton button;
        QCOMPARE(button.text(), u"Plan"_s);
        button.setPlans({{u"Shop"_s, u"/plans/shop.json"_s, u"12ab"_s, {}}});
        QCOMPARE(button.text(), u"Plan Shop"_s);
        button.setPlans({{u"Shop"_s, u"/plans/shop.json"_s, u"12ab"_s, {}},
            {{}, u"/plans/blog.json"_s, {}, u"blog.json is not JSON."_s}});
        QVERIFY(button.toolTip().contains(u"is not JSON"));
        QVERIFY(button.accessibleName().contains(u"Shop"));
        QSignalSpy files(&button, &PlanButton::filesRequested);
        emit button.menu()->aboutToShow();
        button.menu()->findChildren<QAction *>(u"dropPlan"_s).first()->trigger();
        QCOMPARE(files.count(), 1);
        QCOMPARE(files.at(0).at(0).toStringList(), QStringList{u"/plans/blog.json"_s});
        button.menu()->findChild<QAction *>(u"noPlan"_s)->trigger();
        QVERIFY(files.at(1).at(0).toStringList().isEmpty());
    }

private:
    QTemporaryDir m_folder;
    QString m_file;
    std::shared_ptr<const Checker> m_checker;
};

SPECTAP_GUI_TEST_MAIN(PlanLoaderTest)

#include "tst_planloader.moc"
