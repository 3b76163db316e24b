// SPDX-License-Identifier: MIT
#include "app/capture/intake.h"

#include "app/capture/intakeworker.h"

namespace spectap {

Intake::Intake(std::shared_ptr<const Checker> checker, RowFeed *feed, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Worker>(*this, std::move(checker), feed))
{
}

Intake::~Intake() = default;

void Intake::start(const QString &path, std::shared_ptr<StringPool> pool, CarriedCalls carried)
{
    d->queue.command({IntakeCommand::Kind::Start, path, std::move(pool), {}, {}, std::move(carried)});
}

void Intake::stop()
{
    auto done = std::make_shared<std::promise<void>>();
    std::future<void> finished = done->get_future();
    d->queue.command({IntakeCommand::Kind::Stop, {}, {}, {}, std::move(done)});
    finished.wait();
}

void Intake::saveAs(const QString &from, const QString &to)
{
    d->queue.run([this, from, to] { d->saveAs(from, to); });
}

void Intake::cancelSave()
{
    d->queue.run([this] { d->cancelSave(); });
}

void Intake::setChecker(std::shared_ptr<const Checker> checker)
{
    d->queue.run([this, checker = std::move(checker)] { d->setChecker(checker); });
}

std::unique_ptr<RecheckSink> Intake::recheckSink(const QString &path)
{
    return d->recheckSink(path);
}

void Intake::limitFile(qint64 bytes)
{
    d->queue.run([this, bytes] { d->limitFile(bytes); });
}

void Intake::keepMeta(const QString &path, const QByteArray &key, const QByteArray &value)
{
    d->queue.run([this, path, key, value] { d->keepMeta(path, key, value); });
}

void Intake::keepMarks(const QString &path, std::vector<MarkedCall> marks)
{
    d->queue.run([this, path, marks = std::move(marks)] { d->keepMarks(path, marks); });
}

void Intake::setReplySink(ReplySink sink)
{
    d->setReplySink(std::move(sink));
}

void Intake::setAnswerPolicy(AnswerPolicy policy)
{
    d->setAnswerPolicy(policy);
}

AnswerPolicy Intake::answerPolicy() const
{
    return d->answerPolicy();
}

std::vector<ClientFacts> Intake::clients() const
{
    return d->clients();
}

CaptureTally Intake::tally() const
{
    return d->tally();
}

bool Intake::offer(Request &&request, ReplyTicket ticket, bool isCallRoute)
{
    return d->queue.offer(std::move(request), ticket, isCallRoute);
}

} // namespace spectap
